import type { NodeConfig } from "../../project/snapshot.ts";
import type { Rows } from "../../protocol/events.ts";
import type { Column, Script } from "../steps.ts";

/** What a strategy knows: both relations rendered, and the columns to write. */
export interface StrategyInput {
  readonly target: string;
  readonly temp: string;
  readonly columns: readonly Column[];
  readonly config: NodeConfig;
}

/** How new rows get into an existing table. */
export interface Strategy {
  readonly name: string;
  /** A sentence when the config asks for what only dbt does; such a model is never run at all. */
  unsupported(config: NodeConfig): string | null;
  /** A sentence when dbt refuses the config too, which it does when the table exists: its first run goes well. */
  mistake(config: NodeConfig): string | null;
  write(input: StrategyInput): Script<Rows>;
}

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
  write(input: StrategyInput): Script<Rows>;
}

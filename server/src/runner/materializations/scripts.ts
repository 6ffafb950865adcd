import type { Script } from "../steps.ts";
import { incremental } from "./incremental.ts";
import type { ScriptInput } from "./input.ts";
import { table, view } from "./table.ts";

/** What each materialization does. Ephemeral models have no entry: they live in the models that use them. */
export const materializations: ReadonlyMap<string, (input: ScriptInput) => Script> = new Map([
  ["table", table],
  ["view", view],
  ["incremental", incremental],
]);

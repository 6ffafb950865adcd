import { append } from "./append.ts";
import { deleteInsert } from "./delete-insert.ts";
import { merge } from "./merge.ts";
import type { Strategy } from "./strategy.ts";

/** Every strategy that the built-in runner knows, by dbt's name. */
export const strategies: ReadonlyMap<string, Strategy> = new Map(
  [append, deleteInsert, merge].map((it) => [it.name, it]),
);

import type { DbtMacro } from "../macro-value.ts";
import { castMacros } from "./casts.ts";
import { datediffMacros } from "./datediff.ts";
import { dateMacros } from "./dates.ts";
import { hookMacros } from "./hooks.ts";
import { incrementalMacros } from "./incremental.ts";
import { queryMacros } from "./queries.ts";
import { relationNameMacros } from "./relation-names.ts";
import { seriesMacros } from "./series.ts";
import { setMacros } from "./sets.ts";
import { stringMacros } from "./strings.ts";
import { timestampMacros } from "./timestamps.ts";

/** dbt's own macros that are evaluated here, by name. */
export const dbtMacros: ReadonlyMap<string, DbtMacro> = new Map(
  [
    ...castMacros,
    ...dateMacros,
    ...datediffMacros,
    ...hookMacros,
    ...incrementalMacros,
    ...queryMacros,
    ...relationNameMacros,
    ...seriesMacros,
    ...setMacros,
    ...stringMacros,
    ...timestampMacros,
  ].map((it) => [it.name, it]),
);

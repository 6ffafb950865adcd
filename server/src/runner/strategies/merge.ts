import { predicateSetting, text, texts } from "../../compile/strategy-settings.ts";
import type { Plain } from "../../project/plain.ts";
import type { NodeConfig } from "../../project/snapshot.ts";
import { quoted } from "../relation.ts";
import { count, noRows, run } from "../steps.ts";
import type { Strategy, StrategyInput } from "./strategy.ts";

/**
 * One MERGE (spec 3.4): by name, unless columns are configured. Without a key nothing ever matches, so
 * every row is inserted.
 *
 * DuckDB tells how many rows a MERGE touched, not how many of them are new; counting the table before
 * and after tells both, and reads no rows.
 */
export const merge: Strategy = {
  name: "merge",

  *write(input) {
    const before = yield* count(input.target);
    const affected = yield* run(mergeStatement(input));
    const inserted = (yield* count(input.target)) - before;
    return { ...noRows, inserted, updated: affected - inserted, affected };
  },
};

function mergeStatement(input: StrategyInput): string {
  const { target, temp, config } = input;
  const when = (setting: string) => {
    const condition = text(config[setting]);
    return condition === undefined ? "" : ` and ${condition}`;
  };
  return [
    `merge into ${target} as DBT_INTERNAL_DEST`,
    `using ${temp} as DBT_INTERNAL_SOURCE`,
    matching(config),
    `when matched${when("merge_update_condition")} then update ${assignments(input)}`,
    `when not matched${when("merge_insert_condition")} then insert by name`,
  ].join("\n");
}

function matching(config: NodeConfig): string {
  const using = texts(config["merge_on_using_columns"]);
  if (using.length > 0) return `using (${using.join(", ")})`;
  const keys = texts(config.unique_key).map((it) => `DBT_INTERNAL_SOURCE.${it} = DBT_INTERNAL_DEST.${it}`);
  const conditions = [...(keys.length > 0 ? keys : ["FALSE"]), ...texts(predicateSetting(config))];
  return `on ${conditions.map((it) => `(${it})`).join(" and ")}`;
}

/** Names from the user stay as written; names from the table are quoted. */
function assignments({ columns, config }: StrategyInput): string {
  const updated = texts(config["merge_update_columns"]);
  if (updated.length > 0) return `set ${updated.map(fromSource).join(", ")}`;

  const excluded = texts(config["merge_exclude_columns"]).map((it) => it.toLowerCase());
  if (excluded.length > 0) {
    const kept = columns.filter((it) => !excluded.includes(it.name.toLowerCase()));
    return `set ${kept.map((it) => fromSource(quoted(it.name))).join(", ")}`;
  }

  const expressions = record(config["merge_update_set_expressions"]);
  if (Object.keys(expressions).length === 0) return "by name";
  const own = Object.entries(expressions).map(([name, value]) => `${name} = ${String(value)}`);
  const named = new Set(Object.keys(expressions).map((it) => it.toLowerCase()));
  const rest = columns.filter((it) => !named.has(it.name.toLowerCase())).map((it) => fromSource(quoted(it.name)));
  return `set ${[...own, ...rest].join(", ")}`;
}

const fromSource = (name: string) => `${name} = DBT_INTERNAL_SOURCE.${name}`;

function record(value: Plain | undefined): { readonly [key: string]: Plain } {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord ? (value as { readonly [key: string]: Plain }) : {};
}

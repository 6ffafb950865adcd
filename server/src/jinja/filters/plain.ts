import { ownAttributeOf } from "../access.ts";
import { asCount } from "../arguments.ts";
import { toJson } from "../json.ts";
import { str, truthy } from "../text.ts";
import { Undefined, type Value } from "../values.ts";
import { type FilterFunction, type Filters, filterOf } from "./filter.ts";
import { prettyText } from "./pprint.ts";

const fallingBack: FilterFunction = filterOf(
  "do_default",
  ["default_value", "boolean"],
  ([value, fallback = "", empty = false]) =>
    value instanceof Undefined || (truthy(empty) && !truthy(value)) ? fallback : value,
);

// In SQL files dbt's `as_…` filters leave the value alone; only YAML is evaluated to native values.
const asItIs: FilterFunction = filterOf("as_text", [], ([value]) => value);

const HTML_UNSAFE = /[<>&']/g;

function htmlSafe(json: string): string {
  return json.replace(HTML_UNSAFE, (it) => `\\u00${it.charCodeAt(0).toString(16)}`);
}

function indentOf(value: Value): string | undefined {
  if (value === null) return undefined;
  return typeof value === "string" ? value : " ".repeat(Math.min(64, Math.max(0, asCount(value, 0))));
}

/** The filters that take any value. */
export const plainFilters: Filters = new Map([
  ["default", fallingBack],
  ["d", fallingBack],
  ["attr", filterOf("do_attr", ["name"], ([value, name = null]) => ownAttributeOf(value, str(name)), 1)],
  ["pprint", filterOf("do_pprint", [], ([value], { charge }) => prettyText(value, charge))],
  [
    "tojson",
    filterOf("do_tojson", ["indent"], ([value, indent = null], { charge }) =>
      htmlSafe(toJson(value, { sortKeys: "sorted", indent: indentOf(indent), charge })),
    ),
  ],
  ["as_text", asItIs],
  ["as_bool", asItIs],
  ["as_number", asItIs],
  ["as_native", asItIs],
]);

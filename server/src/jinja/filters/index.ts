import { Unknown } from "../values.ts";
import { choiceFilters } from "./choice.ts";
import type { FilterFunction, Filters } from "./filter.ts";
import { htmlFilters } from "./html.ts";
import { numberFilters } from "./number.ts";
import { orderFilters } from "./order.ts";
import { plainFilters } from "./plain.ts";
import { sequenceFilters } from "./sequence.ts";
import { textFilters } from "./text.ts";

const filters: Filters = new Map([
  ...plainFilters,
  ...textFilters,
  ...numberFilters,
  ...sequenceFilters,
  ...orderFilters,
  ...htmlFilters,
  ...choiceFilters(filter),
]);

/** These look at an unknown argument only where they use it. */
const LAZY: ReadonlySet<string> = new Set(["default", "d", "format", "map"]);

/** The filter of that name, of Jinja2's or dbt's; undefined when there is none. An unknown input or argument makes the result unknown. */
export function filter(name: string): FilterFunction | undefined {
  const run = filters.get(name);
  if (!run) return undefined;
  return (input, positional, keyword, interpreter) => {
    if (input instanceof Unknown) return input;
    const unknown = LAZY.has(name)
      ? undefined
      : [...positional, ...keyword.values()].find((it) => it instanceof Unknown);
    return unknown ?? run(input, positional, keyword, interpreter);
  };
}

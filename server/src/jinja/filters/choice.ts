import { Generator } from "../generator.ts";
import type { Interpreter } from "../interpreter.ts";
import { iterate } from "../iterate.ts";
import { test } from "../tests/index.ts";
import { quoted, str, truthy } from "../text.ts";
import { type KeywordArguments, PyError, Undefined, Unknown, type Value } from "../values.ts";
import type { FilterFunction, Filters } from "./filter.ts";
import { type Key, keyFor } from "./key.ts";

const self: Key = (value) => value;

function choosing(keep: "select" | "reject", by: "item" | "attribute"): FilterFunction {
  return (input, positional, keyword, interpreter) =>
    new Generator("select_or_reject", function* () {
      if (!truthy(input)) return;
      const [attribute, ...others] = positional;
      if (by === "attribute" && attribute === undefined)
        throw new PyError("FilterArgumentError", "Missing parameter for attribute name");
      const key = by === "attribute" ? keyFor(attribute) : self;
      const holds = condition(by === "attribute" ? others : positional, keyword, interpreter);
      for (const it of iterate(input)) {
        interpreter.charge(1);
        if (holds(key(it)) === (keep === "select")) yield it;
      }
    });
}

function condition(
  [name, ...positional]: readonly Value[],
  keyword: KeywordArguments,
  interpreter: Interpreter,
): (value: Value) => boolean {
  if (name === undefined) return truthy;
  const holds = test(str(name));
  if (!holds) throw new PyError("TemplateRuntimeError", `No test named ${quoted(str(name))}.`);
  return (value) => holds(value, positional, keyword, interpreter);
}

function mapping(lookup: (name: string) => FilterFunction | undefined): FilterFunction {
  return (input, positional, keyword, interpreter) =>
    new Generator("sync_do_map", function* () {
      if (!truthy(input)) return;
      const change = changeOf(positional, keyword, interpreter, lookup);
      for (const it of iterate(input)) {
        interpreter.charge(1);
        yield change(it);
      }
    });
}

function changeOf(
  positional: readonly Value[],
  keyword: KeywordArguments,
  interpreter: Interpreter,
  lookup: (name: string) => FilterFunction | undefined,
): Key {
  const attribute = keyword.get("attribute");
  if (positional.length === 0 && attribute !== undefined) {
    const surplus = [...keyword.keys()].find((it) => it !== "attribute" && it !== "default");
    if (surplus !== undefined)
      throw new PyError("FilterArgumentError", `Unexpected keyword argument ${quoted(surplus)}`);
    return keyFor(attribute, "sensitive", keyword.get("default") ?? null);
  }
  const [name, ...rest] = positional;
  if (name === undefined) throw new PyError("FilterArgumentError", "map requires a filter argument");
  if (name instanceof Undefined) throw new PyError(name.errorType, name.message);
  const change = lookup(str(name));
  if (!change) throw new PyError("TemplateRuntimeError", `No filter named ${quoted(str(name))}.`);
  return (value) => (value instanceof Unknown ? value : change(value, rest, keyword, interpreter));
}

/** The filters that pick items of a sequence or change each; `lookup` finds the filter that `map` names. */
export function choiceFilters(lookup: (name: string) => FilterFunction | undefined): Filters {
  return new Map([
    ["select", choosing("select", "item")],
    ["reject", choosing("reject", "item")],
    ["selectattr", choosing("select", "attribute")],
    ["rejectattr", choosing("reject", "attribute")],
    ["map", mapping(lookup)],
  ]);
}

import type { Arguments } from "../ast.ts";
import { iterate } from "../iterate.ts";
import { isString, textOf, typeName } from "../text.ts";
import { type KeywordArguments, PyDict, PyError, Undefined, Unknown, type Value } from "../values.ts";
import type { Given } from "./calls.ts";
import { evaluate, evaluateAll } from "./expressions.ts";
import type { Run } from "./run.ts";

const NO_KEYWORDS: KeywordArguments = new Map();

/** The values of a call's arguments, `*` and `**` laid out. */
export function argumentValues(run: Run, node: Arguments): Given {
  const positional = evaluateAll(run, node.positional);
  if (node.keyword.length === 0 && !node.splat && !node.keywordSplat) return { positional, keyword: NO_KEYWORDS };
  const keyword = new Map<string, Value>();
  for (const it of node.keyword) keyword.set(it.name, evaluate(run, it.value));
  if (node.splat) {
    const values = evaluate(run, node.splat);
    run.at = node.splat;
    for (const it of spread(values)) {
      run.meter.step();
      positional.push(it);
    }
  }
  if (node.keywordSplat) {
    const values = evaluate(run, node.keywordSplat);
    run.at = node.keywordSplat;
    addKeywords(keyword, values);
  }
  return { positional, keyword };
}

function spread(values: Value): Iterable<Value> {
  try {
    return iterate(values);
  } catch (error) {
    if (!(error instanceof PyError)) throw error;
    throw new PyError("TypeError", `Value after * must be an iterable, not ${typeName(values)}`);
  }
}

function addKeywords(keyword: Map<string, Value>, values: Value): void {
  if (values instanceof Unknown) return;
  if (values instanceof Undefined) throw new PyError(values.errorType, values.message);
  if (!(values instanceof PyDict))
    throw new PyError("TypeError", `argument after ** must be a mapping, not ${typeName(values)}`);
  for (const [key, value] of values.entries()) {
    if (!isString(key)) throw new PyError("TypeError", "keywords must be strings");
    const name = textOf(key);
    if (keyword.has(name)) throw new PyError("TypeError", `got multiple values for keyword argument '${name}'`);
    keyword.set(name, value);
  }
}

import { fromPlain, toPlain } from "../../jinja/convert.ts";
import { type JsonOptions, toJson } from "../../jinja/json.ts";
import { isString, textOf, truthy } from "../../jinja/text.ts";
import { type NativeFunction, PyDict, PyError, PyFloat, PyList, type Value } from "../../jinja/values.ts";
import { parseYaml } from "../../yaml/parse.ts";
import { plainOf } from "../../yaml/tree.ts";
import { native } from "./native.ts";
import { pythonYaml } from "./python-yaml.ts";

/** `fromjson`, `tojson`, `fromyaml`, `toyaml`: text that can't be read gives the default (documented behaviour). */
export const serialisers: ReadonlyMap<string, NativeFunction> = new Map(
  [
    native("fromjson", ["string", "default"], ([text, fallback]) => readJson(text ?? null) ?? fallback ?? null, 1),
    native(
      "tojson",
      ["value", "default", "sort_keys"],
      ([value, fallback, sort], { charge }) =>
        json(value ?? null, { sortKeys: truthy(sort ?? false) ? "sorted" : "as given", indent: undefined, charge }) ??
        fallback ??
        null,
      1,
    ),
    native("fromyaml", ["value", "default"], ([text, fallback]) => readYaml(text ?? null) ?? fallback ?? null, 1),
    native(
      "toyaml",
      ["value", "default", "sort_keys"],
      ([value, , sort]) => pythonYaml(toPlain(value ?? null), { sortKeys: truthy(sort ?? false) }),
      1,
    ),
  ].map((it) => [it.name, it]),
);

/** Only a ValueError gives the default; a value that has no JSON at all is an error in dbt too. */
function json(value: Value, options: JsonOptions): string | undefined {
  try {
    return toJson(value, options);
  } catch (error) {
    if (error instanceof PyError && error.type === "ValueError") return undefined;
    throw error;
  }
}

/** Integers and floats are told apart by how they are written, which `JSON.parse` forgets. */
function readJson(value: Value): Value | undefined {
  if (!isString(value)) return undefined;
  const text = textOf(value);
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  return jsonValue(text);
}

const JSON_TOKEN = /\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[[\]{},:])/y;

/** The value of a text that is known to be JSON. */
function jsonValue(text: string): Value {
  JSON_TOKEN.lastIndex = 0;
  const next = () => JSON_TOKEN.exec(text)?.[1] ?? "";
  const read = (token: string): Value => {
    if (token === "[") {
      const items: Value[] = [];
      for (let it = next(); it !== "]"; it = next()) if (it !== ",") items.push(read(it));
      return new PyList(items);
    }
    if (token === "{") {
      const dict = new PyDict();
      for (let it = next(); it !== "}"; it = next()) {
        if (it === ",") continue;
        next();
        dict.set(JSON.parse(it) as string, read(next()));
      }
      return dict;
    }
    if (/^-?\d/.test(token)) return /[.eE]/.test(token) ? new PyFloat(Number(token)) : integerOf(token);
    return JSON.parse(token) as string | boolean | null;
  };
  return read(next());
}

function integerOf(token: string): number | bigint {
  const value = Number(token);
  return Number.isSafeInteger(value) ? value : BigInt(token);
}

function readYaml(value: Value): Value | undefined {
  if (!isString(value)) return undefined;
  const { root, problems } = parseYaml({ text: textOf(value) });
  return problems.length > 0 || root === undefined ? undefined : fromPlain(plainOf(root));
}

import { fromPlain } from "../../jinja/convert.ts";
import type { Interpreter } from "../../jinja/interpreter.ts";
import { str, truthy } from "../../jinja/text.ts";
import {
  HostObject,
  type NativeCall,
  NativeFunction,
  PyDict,
  PyError,
  Unknown,
  type Value,
} from "../../jinja/values.ts";
import type { Plain } from "../plain.ts";
import type { NodeConfig } from "../snapshot.ts";
import { native } from "./native.ts";

/** The arguments of one `config(…)` call in the order written. */
export type ConfigEntries = readonly (readonly [key: string, value: Value])[];

const LOOKUPS: ReadonlySet<string> = new Set(["get", "require", "meta_get", "meta_require"]);
const DOCS: ReadonlySet<string> = new Set(["persist_relation_docs", "persist_column_docs"]);

/** `config` while parsing: takes what it is called with (undefined: nothing at all), and answers every question with nothing (spec 1.4). */
export class ParseConfig extends HostObject {
  readonly typeName = "ParseConfigObject";
  override readonly call: NativeCall;
  constructor(take: (entries: ConfigEntries | undefined, interpreter: Interpreter) => void) {
    super();
    this.call = (positional, keyword, interpreter) => {
      const isEmpty = positional.length === 0 && keyword.size === 0;
      take(isEmpty ? undefined : entriesOf(positional, keyword), interpreter);
      return "";
    };
  }
  override attribute(name: string): Value | undefined {
    if (LOOKUPS.has(name) || name === "set") return new NativeFunction(name, () => "");
    return DOCS.has(name) ? new NativeFunction(name, () => false) : undefined;
  }
}

/** One mapping, or keywords: anything else is dbt's "Invalid inline model config". `pre_hook` is another spelling of `pre-hook`. */
function entriesOf(positional: readonly Value[], keyword: ReadonlyMap<string, Value>): ConfigEntries {
  const [options] = positional;
  if (options instanceof Unknown) return [["**", options]];
  const mapping = positional.length === 1 && keyword.size === 0 && options instanceof PyDict ? options : undefined;
  if (!mapping && positional.length > 0) throw invalidConfig();
  const given = mapping ? [...mapping.entries()].map(([key, value]) => [str(key), value] as const) : [...keyword];
  const keys = new Set(given.map(([key]) => key));
  for (const old of ["pre_hook", "post_hook"]) {
    const key = old.replace("_", "-");
    if (keys.has(old) && keys.has(key))
      throw new PyError("CompilationError", `Invalid config, has conflicting keys "${old}" and "${key}"`);
  }
  return given.map(([key, value]) => [key === "pre_hook" || key === "post_hook" ? key.replace("_", "-") : key, value]);
}

/** dbt's error for arguments that `config()` doesn't take. */
export function invalidConfig(): PyError {
  return new PyError("CompilationError", "Invalid inline model config");
}

/** `config` while compiling: reads the effective config; a call of it prints nothing. */
export class RuntimeConfig extends HostObject {
  readonly typeName = "RuntimeConfigObject";
  override readonly call: NativeCall = () => "";
  readonly #config: NodeConfig;
  readonly #uniqueId: string;
  readonly #unknown: (key: string) => boolean;
  constructor(config: NodeConfig, uniqueId: string, unknown: (key: string) => boolean) {
    super();
    this.#config = config;
    this.#uniqueId = uniqueId;
    this.#unknown = unknown;
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case "get":
      case "meta_get":
        return native(
          name,
          ["name", "default", "validator"],
          ([key = null, fallback = null]) => {
            const value = this.#lookUp(this.#where(name), str(key));
            // A key that is set to none answers none: the default is for keys that aren't there.
            return value === undefined ? fallback : value;
          },
          1,
        );
      case "require":
      case "meta_require":
        return native(name, ["name", "validator"], ([key = null]) => this.#required(this.#where(name), str(key)), 1);
      case "persist_relation_docs":
        return native(name, [], () => this.#persists("relation"));
      case "persist_column_docs":
        return native(name, [], () => this.#persists("columns"));
      case "set":
        return new NativeFunction(name, () => "");
      default:
        return undefined;
    }
  }

  #where(method: string): { readonly [key: string]: Plain } {
    return method.startsWith("meta") ? this.#config.meta : this.#config;
  }
  #lookUp(where: { readonly [key: string]: Plain }, name: string): Value | undefined {
    // While a node runs, its hooks are found under Python's spelling only.
    if (name === "pre-hook" || name === "post-hook") return undefined;
    const key = name === "pre_hook" || name === "post_hook" ? name.replace("_", "-") : name;
    if (this.#unknown(where === this.#config ? key : "meta"))
      return new Unknown(`The config \`${key}\` of this model isn't known.`);
    const value = Object.hasOwn(where, key) ? where[key] : undefined;
    return value === undefined ? undefined : fromPlain(value);
  }
  #required(where: { readonly [key: string]: Plain }, name: string): Value {
    const value = this.#lookUp(where, name);
    if (value !== undefined) return value;
    throw new PyError(
      "CompilationError",
      `Model '${this.#uniqueId}' does not define a required config parameter '${name}'.`,
    );
  }
  #persists(what: string): boolean {
    const docs = this.#lookUp(this.#config, "persist_docs");
    const value = docs instanceof PyDict ? docs.get(what) : undefined;
    return value !== undefined && truthy(value);
  }
}

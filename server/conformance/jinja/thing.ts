import { identical } from "../../src/jinja/compare.ts";
import { repr } from "../../src/jinja/text.ts";
import {
  HostObject,
  type KeywordArguments,
  type NativeCall,
  PyError,
  Traced,
  Undefined,
  type Value,
} from "../../src/jinja/values.ts";

/** As `LONGEST` of `jinja_render.py`. */
const LONGEST = 400;

interface Known {
  readonly attributes?: Readonly<Record<string, Value>>;
  readonly call?: NativeCall;
}

/** Answers whatever is asked of it with another of its kind, which prints how it was come by: `Thing` and `With` of `jinja_render.py`. */
export class Thing extends HostObject {
  readonly typeName = "Thing";
  override readonly call: NativeCall;
  readonly #text: string;
  readonly #known: Known;

  constructor(text: string, known: Known = {}) {
    super();
    this.#text = text.length <= LONGEST ? text : [...text].slice(0, LONGEST).join("");
    this.#known = known;
    this.call = known.call ?? ((given, named) => new Thing(`${this.#text}(${argumentsOf(given, named)})`));
  }
  override str(): string {
    return this.#text;
  }
  override attribute(name: string): Value | undefined {
    if (name.startsWith("_")) return undefined;
    const known = this.#known.attributes ?? {};
    return Object.hasOwn(known, name) ? known[name] : new Thing(`${this.#text}.${name}`);
  }
  override item(key: Value): Value | undefined {
    const text = key instanceof Traced ? key.text : key;
    if (typeof text === "string" && text.startsWith("_")) return undefined;
    return new Thing(`${this.#text}[${shown(key)}]`);
  }
  override iterate(): Iterable<Value> {
    return [new Thing(`${this.#text}#1`), new Thing(`${this.#text}#2`)];
  }
  override length(): number {
    return 2;
  }
  override equals(other: Value): boolean {
    return other instanceof Thing && other.#text === this.#text;
  }
  override hashed(): string {
    return `thing ${this.#text}`;
  }
  override order(other: Value): number | undefined {
    if (!(other instanceof Thing)) return undefined;
    return this.#text < other.#text ? -1 : Number(!identical(this, other));
  }
  override operate(operator: string, other: Value, side: "left" | "right"): Value | undefined {
    if (operator !== "+" && operator !== "-") return undefined;
    const [left, right] = side === "left" ? [this.#text, shown(other)] : [shown(other), this.#text];
    return new Thing(`(${left} ${operator} ${right})`);
  }
}

/** What a call was given, as Python would write it. */
export function argumentsOf(given: readonly Value[], named: KeywordArguments): string {
  return [...given.map(shown), ...[...named].map(([name, it]) => `${name}=${shown(it)}`)].join(", ");
}

function shown(value: Value): string {
  return value instanceof Undefined ? "undefined" : repr(value);
}

/** `var` and its like: the default where there is one. */
export function setting(label: string): NativeCall {
  return (given, named) => {
    // A default of none is a default.
    const fallback = given.length > 1 ? given[1] : named.get("default");
    return fallback === undefined ? new Thing(`${label}(${argumentsOf(given, named)})`) : fallback;
  };
}

/** What `exceptions.raise_compiler_error` does. */
export const refuse: NativeCall = ([message = null]) => {
  throw new PyError("Refused", repr(message));
};

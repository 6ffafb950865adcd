import type { Interpreter } from "./interpreter.ts";
import type { CallFrame } from "./output.ts";

/**
 * A Python value as the evaluator holds it.
 *
 * | Python | here |
 * |---|---|
 * | None, bool | `null`, `boolean` |
 * | int | `number`, a safe integer; beyond 2^53 `bigint` (always normalised: never a small bigint) |
 * | float | `PyFloat`, so that `1.0` prints as `1.0` |
 * | str | `string`, or `Traced` where its origins are still known |
 * | list, tuple, dict, set | `PyList`, `PyTuple`, `PyDict`, `PySet` |
 * | Jinja2's Undefined | `Undefined` |
 * | what only a warehouse knows | `Unknown`; whatever is computed from it is unknown too |
 * | everything else | a `HostObject`: attribute access is what the object allows, and nothing else |
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | PyFloat
  | Traced
  | PyList
  | PyTuple
  | PyDict
  | PySet
  | Undefined
  | Unknown
  | HostObject;

export class PyFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** Mutable, as in Python: `{% do list.append(x) %}`. A value handed in by the host is copied before a template sees it. */
export class PyList {
  readonly items: Value[];
  constructor(items: Value[] = []) {
    this.items = items;
  }
}

export class PyTuple {
  readonly items: readonly Value[];
  constructor(items: readonly Value[]) {
    this.items = items;
  }
}

/** Text whose origins are still known: what a macro, a `set` block or `caller()` printed. Counts as str everywhere. */
export class Traced {
  readonly text: string;
  readonly pieces: readonly Piece[];
  constructor(text: string, pieces: readonly Piece[]) {
    this.text = text;
    this.pieces = pieces;
  }
}

/**
 * A run of printed text and where it was written.
 *
 * `verbatim` text stands in the file as it is; `printed` is the value of an expression, all of it
 * standing for all of the expression; `scaffold` was written by nobody; `unknown` is the placeholder of
 * an `Unknown` that was printed.
 */
export interface Piece {
  readonly kind: "verbatim" | "printed" | "scaffold" | "unknown";
  readonly length: number;
  /** Absent for `scaffold`. */
  readonly path?: string;
  /** In `path`, UTF-16. Absent for `scaffold`. */
  readonly start?: number;
  readonly end?: number;
  /** The macro calls that led here, innermost first; absent at the top level of the template. */
  readonly frame?: CallFrame | undefined;
  /** For `unknown`: why. */
  readonly reason?: string;
  /** What the host attached to the printed value (see `HostObject.mark`), e.g. that this is `{{ this }}`. */
  readonly mark?: string | undefined;
}

/** A name that is not defined, as Jinja2's default `Undefined`: prints as nothing, is false; attributes, calls and arithmetic are errors. */
export class Undefined {
  /** Worded as Jinja2 does: `'x' is undefined`, `'dict object' has no attribute 'y'`. */
  readonly message: string;
  /** What using it raises; `SecurityError` for an attribute that the sandbox keeps to itself. */
  readonly errorType: "UndefinedError" | "SecurityError";
  constructor(message: string, errorType: Undefined["errorType"] = "UndefinedError") {
    this.message = message;
    this.errorType = errorType;
  }
}

/** What cannot be known here (a query's answer, a macro of a package that isn't installed). It never fails; it spreads. */
export class Unknown {
  /** A sentence for the user. */
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** Counts work and memory before either is spent, and ends a render that overruns; see `Interpreter.charge`. */
export type Charge = (steps: number, size?: number) => void;

/** Keyword arguments in the order written. */
export type KeywordArguments = ReadonlyMap<string, Value>;

/**
 * Anything a template may hold that isn't plain data: functions, macros, relations, `loop`, namespaces.
 *
 * Everything is optional; what an object doesn't offer is refused with Jinja2's own words. No
 * JavaScript property of it can ever be reached from a template.
 */
export abstract class HostObject {
  /** As Python would name the type in an error: `Relation`, `function`, … */
  abstract readonly typeName: string;
  /** What `{{ it }}` prints. Default: `<typeName>`. */
  str(): string {
    return `<${this.typeName}>`;
  }
  /** What it looks like inside a printed list. Default: as `str()`. */
  repr(): string {
    return this.str();
  }
  /** `it.name`; undefined when there is none. */
  attribute(_name: string): Value | undefined {
    return undefined;
  }
  /** `it[key]`; undefined when there is none. */
  item(_key: Value): Value | undefined {
    return undefined;
  }
  /** `{% for x in it %}`; undefined when it can't be iterated. */
  iterate(): Iterable<Value> | undefined {
    return undefined;
  }
  length(): number | undefined {
    return undefined;
  }
  truthy(): boolean {
    return true;
  }
  /** Whether `it is mapping`, as Python's dicts are. */
  isMapping(): boolean {
    return false;
  }
  /** Undefined when it can't be called. */
  readonly call?: NativeCall;
  /** `{% set it.name = value %}`: only namespaces allow it. */
  readonly assign?: (name: string, value: Value) => void;
  equals(other: Value): boolean {
    return other === this;
  }
  /** `it <operator> other`, or `other <operator> it` when `side` is `right`; undefined when the operator isn't its own. */
  operate(_operator: string, _other: Value, _side: "left" | "right"): Value | undefined {
    return undefined;
  }
  /** Negative, zero or positive as it comes before, with or behind `other`; undefined when they have no order. */
  order(_other: Value): number | undefined {
    return undefined;
  }
  /** What stands for it as a key of a dict or a member of a set; undefined: its identity. */
  hashed(): string | undefined {
    return undefined;
  }
  /** `"{:spec}".format(it)`; undefined when it takes no format. */
  formatted(_spec: string): string | undefined {
    return undefined;
  }
  /** Written beside the origin of what it prints, for the host to find again. */
  readonly mark?: string | undefined;
}

export type NativeCall = (positional: readonly Value[], keyword: KeywordArguments, interpreter: Interpreter) => Value;

/** A function of the host: `new NativeFunction("ref", (args, kwargs) => …)`. */
export class NativeFunction extends HostObject {
  readonly typeName = "function";
  readonly name: string;
  override readonly call: NativeCall;
  constructor(name: string, call: NativeCall) {
    super();
    this.name = name;
    this.call = call;
  }
  override str(): string {
    return `<function ${this.name}>`;
  }
}

/** A module-like object with a fixed list of names (`exceptions`, `modules.datetime`, a package's macros). */
export class Namespaced extends HostObject {
  readonly typeName: string;
  readonly names: (name: string) => Value | undefined;
  constructor(typeName: string, names: (name: string) => Value | undefined) {
    super();
    this.typeName = typeName;
    this.names = names;
  }
  override attribute(name: string): Value | undefined {
    return this.names(name);
  }
  override item(key: Value): Value | undefined {
    return typeof key === "string" ? this.names(key) : undefined;
  }
}

interface Entry {
  readonly key: Value;
  /** Undefined until somebody asks, where `make` is there. */
  value: Value | undefined;
  make: (() => Value) | undefined;
}

function settled(entry: Entry): Value {
  if (entry.make) {
    entry.value = entry.make();
    entry.make = undefined;
  }
  return entry.value ?? null;
}

/** In the order of insertion; keys compare as in Python, so `1`, `1.0` and `True` are one key. */
export class PyDict {
  readonly #entries = new Map<string, Entry>();

  static from(entries: Iterable<readonly [Value, Value]>): PyDict {
    const dict = new PyDict();
    for (const [key, value] of entries) dict.set(key, value);
    return dict;
  }
  get size(): number {
    return this.#entries.size;
  }
  /** Throws a `PyError` (TypeError) for a key that cannot be hashed. */
  get(key: Value): Value | undefined {
    const entry = this.#entries.get(hashKey(key));
    return entry && settled(entry);
  }
  has(key: Value): boolean {
    return this.#entries.has(hashKey(key));
  }
  set(key: Value, value: Value): void {
    const hash = hashKey(key);
    const known = this.#entries.get(hash);
    if (known) Object.assign(known, { value, make: undefined });
    else this.#entries.set(hash, { key: key instanceof Traced ? key.text : key, value, make: undefined });
  }
  /** A value that is made when somebody asks for it; `key` is new. */
  setLater(key: string, make: () => Value): void {
    this.#entries.set(hashKey(key), { key, value: undefined, make });
  }
  delete(key: Value): boolean {
    return this.#entries.delete(hashKey(key));
  }
  clear(): void {
    this.#entries.clear();
  }
  *entries(): IterableIterator<readonly [Value, Value]> {
    for (const entry of this.#entries.values()) yield [entry.key, settled(entry)];
  }
  *keys(): IterableIterator<Value> {
    for (const { key } of this.#entries.values()) yield key;
  }
  *values(): IterableIterator<Value> {
    for (const entry of this.#entries.values()) yield settled(entry);
  }
}

export class PySet {
  readonly #items = new Map<string, Value>();
  constructor(items: Iterable<Value> = []) {
    for (const it of items) this.add(it);
  }
  get size(): number {
    return this.#items.size;
  }
  add(it: Value): void {
    const hash = hashKey(it);
    if (!this.#items.has(hash)) this.#items.set(hash, it);
  }
  has(it: Value): boolean {
    return this.#items.has(hashKey(it));
  }
  delete(it: Value): boolean {
    return this.#items.delete(hashKey(it));
  }
  values(): IterableIterator<Value> {
    return this.#items.values();
  }
}

/** An exception as Python or dbt would raise it; it ends the render and becomes a problem at the expression it came from. */
export class PyError extends Error {
  /** `TypeError`, `UndefinedError`, `CompilationError`, … */
  readonly type: string;
  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

let identities = 0;
const identityOf = new WeakMap<object, number>();

// Tuples that hold one another many times have endless hashes.
const LONGEST_HASH = 1_000_000;

function hashTuple(items: readonly Value[], depth: number): string {
  if (depth > 300) throw new PyError("RecursionError", "maximum recursion depth exceeded");
  const parts = items.map((it) => hashKey(it, depth + 1));
  const length = parts.reduce((sum, it) => sum + it.length, 0);
  if (length > LONGEST_HASH) throw new PyError("MemoryError", "the tuple is too large for a key");
  return `t(${parts.map((it) => `${it.length}:${it}`).join(",")})`;
}

function hashKey(key: Value, depth = 0): string {
  if (key === null) return "none";
  if (typeof key === "string") return `s${key}`;
  if (key instanceof Traced) return `s${key.text}`;
  if (typeof key === "boolean") return `n${key ? 1 : 0}`;
  if (typeof key === "number" || typeof key === "bigint") return `n${key}`;
  if (key instanceof PyFloat) return `n${Number.isInteger(key.value) ? BigInt(key.value) : key.value}`;
  if (key instanceof PyTuple) return hashTuple(key.items, depth);
  if (key instanceof HostObject) return key.hashed() ?? `o${identityHash(key)}`;
  if (key instanceof Undefined) return "undefined";
  if (key instanceof PyList) throw new PyError("TypeError", "unhashable type: 'list'");
  if (key instanceof PyDict) throw new PyError("TypeError", "unhashable type: 'dict'");
  if (key instanceof PySet) throw new PyError("TypeError", "unhashable type: 'set'");
  return `o${identityHash(key)}`;
}

function identityHash(key: object): number {
  const known = identityOf.get(key) ?? ++identities;
  identityOf.set(key, known);
  return known;
}

import { equals } from "../compare.ts";
import { iterate, lengthOf } from "../iterate.ts";
import { HostObject, type NativeCall, PyDict, PyError, PySet, Undefined, type Value } from "../values.ts";

interface LoopOptions {
  /** The loop's own `if`. */
  readonly test: ((item: Value) => boolean) | undefined;
  readonly depth: number;
  /** Present in a `recursive` loop. */
  readonly again: NativeCall | undefined;
}

/**
 * The special variable `loop`.
 *
 * Items are taken one by one, as Python's iterators are: what the body appends to the list it loops
 * over is looped over too. Only who asks for what lies ahead makes it look ahead.
 */
export class Loop extends HostObject {
  readonly typeName = "LoopContext";
  readonly #items: Value;
  #options: LoopOptions;
  #source: Iterator<Value>;
  /** Of a dict or set, which must not grow or shrink until its last item is taken. */
  #size: number | undefined;
  #index = -1;
  #previous: Value | undefined;
  #current: Value | undefined;
  #ahead: Value | undefined;
  #length: number | undefined;
  #watched: readonly Value[] | undefined;

  constructor(items: Value, options: LoopOptions) {
    super();
    this.#items = items;
    this.#options = options;
    this.#size = sizeOf(items);
    this.#source = iterate(items)[Symbol.iterator]();
  }

  /** Goes on to the next item; undefined at the end. */
  advance(): Value | undefined {
    const next = this.#peek();
    this.#ahead = undefined;
    if (next === undefined) return undefined;
    this.#index++;
    this.#previous = this.#current;
    this.#current = next;
    return next;
  }

  override readonly call: NativeCall = (positional, keyword, interpreter) => {
    if (!this.#options.again) throw new PyError("TypeError", "The loop must have the 'recursive' marker to be called.");
    return this.#options.again(positional, keyword, interpreter);
  };

  override str(): string {
    return `<LoopContext ${this.#index + 1}/${this.length()}>`;
  }

  override length(): number {
    this.#length ??= this.#options.test ? this.#drained() : this.#counted();
    return this.#length;
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case "index":
        return this.#index + 1;
      case "index0":
        return this.#index;
      case "revindex":
        return this.length() - this.#index;
      case "revindex0":
        return this.length() - this.#index - 1;
      case "first":
        return this.#index === 0;
      case "last":
        return this.#peek() === undefined;
      case "length":
        return this.length();
      case "depth":
        return this.#options.depth + 1;
      case "depth0":
        return this.#options.depth;
      case "previtem":
        return orUndefined(this.#previous, "there is no previous item");
      case "nextitem":
        return orUndefined(this.#peek(), "there is no next item");
      case "cycle":
        return new LoopMethod((values) => this.#cycled(values));
      case "changed":
        return new LoopMethod((values) => this.#changed(values));
      default:
        return undefined;
    }
  }

  #pull(): Value | undefined {
    const { test } = this.#options;
    for (;;) {
      if (this.#size !== undefined && sizeOf(this.#items) !== this.#size)
        throw new PyError(
          "RuntimeError",
          `${this.#items instanceof PySet ? "Set" : "dictionary"} changed size during iteration`,
        );
      const next = this.#source.next();
      if (next.done) {
        this.#size = undefined;
        return undefined;
      }
      if (!test || test(next.value)) return next.value;
    }
  }

  #peek(): Value | undefined {
    if (this.#ahead === undefined) this.#ahead = this.#pull();
    return this.#ahead;
  }

  #counted(): number {
    try {
      return lengthOf(this.#items);
    } catch (error) {
      // Jinja2, too, takes only a TypeError for "has no length".
      if (error instanceof PyError && error.type === "TypeError") return this.#drained();
      throw error;
    }
  }

  #drained(): number {
    const rest: Value[] = [];
    for (let it = this.#pull(); it !== undefined; it = this.#pull()) rest.push(it);
    this.#source = rest.values();
    this.#options = { ...this.#options, test: undefined };
    return this.#index + 1 + (this.#ahead === undefined ? 0 : 1) + rest.length;
  }

  #cycled(values: readonly Value[]): Value {
    if (values.length === 0) throw new PyError("TypeError", "no items for cycling given");
    const [value = null] = values.slice(this.#index % values.length);
    return value;
  }

  #changed(values: readonly Value[]): boolean {
    const before = this.#watched;
    this.#watched = values;
    return before?.length !== values.length || !values.every((it, at) => equals(it, before[at] ?? null));
  }
}

function sizeOf(items: Value): number | undefined {
  if (items instanceof PyDict || items instanceof PySet) return items.size;
  return items instanceof HostObject && items.typeName.startsWith("dict_") ? items.length() : undefined;
}

// None is null here, so `??` would take it for nothing at all.
function orUndefined(value: Value | undefined, message: string): Value {
  return value === undefined ? new Undefined(message) : value;
}

class LoopMethod extends HostObject {
  readonly typeName = "method";
  override readonly call: NativeCall;
  constructor(run: (values: readonly Value[]) => Value) {
    super();
    this.call = (positional) => run(positional);
  }
}

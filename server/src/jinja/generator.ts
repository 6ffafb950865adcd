import { HostObject, type Value } from "./values.ts";

/**
 * A Python generator or iterator: nothing happens until someone goes through it, and then only once.
 *
 * `typeName` is `generator` unless Python has another name for the kind of iterator.
 */
export class Generator extends HostObject {
  readonly typeName: string;
  readonly #name: string;
  readonly #produce: () => Iterable<Value>;
  #running: Iterator<Value> | undefined;
  constructor(name: string, produce: () => Iterable<Value>, typeName = "generator") {
    super();
    this.typeName = typeName;
    this.#name = name;
    this.#produce = produce;
  }
  override str(): string {
    return this.typeName === "generator" ? `<generator object ${this.#name}>` : `<${this.#name} object>`;
  }
  override iterate(): Iterable<Value> {
    return { [Symbol.iterator]: () => ({ next: () => this.next() }) };
  }
  /** The next item, as `next(it)` gives it; leaving a loop early leaves the rest for later. */
  next(): IteratorResult<Value> {
    this.#running ??= this.#produce()[Symbol.iterator]();
    return this.#running.next();
  }
}

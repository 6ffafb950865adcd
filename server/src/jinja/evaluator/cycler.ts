import { HostObject, type NativeCall, NativeFunction, PyError, type Value } from "../values.ts";

/** Jinja2's `cycler`: hands out its items one after the other, over and over. */
class Cycler extends HostObject {
  readonly typeName = "Cycler";
  readonly #items: readonly Value[];
  #at = 0;
  constructor(items: readonly Value[]) {
    super();
    this.#items = items;
  }
  override attribute(name: string): Value | undefined {
    switch (name) {
      case "current":
        return this.#current();
      case "next":
        return new NativeFunction("next", () => {
          const current = this.#current();
          this.#at = (this.#at + 1) % this.#items.length;
          return current;
        });
      case "reset":
        return new NativeFunction("reset", () => {
          this.#at = 0;
          return null;
        });
      case "pos":
        return this.#at;
      default:
        return undefined;
    }
  }
  #current(): Value {
    const current = this.#items[this.#at];
    return current === undefined ? null : current;
  }
}

/** Jinja2's `joiner`: nothing at the first call, the separator at each one after it. */
class Joiner extends HostObject {
  readonly typeName = "Joiner";
  readonly #separator: Value;
  #used = false;
  constructor(separator: Value) {
    super();
    this.#separator = separator;
  }
  override readonly call: NativeCall = () => {
    if (this.#used) return this.#separator;
    this.#used = true;
    return "";
  };
  override attribute(name: string): Value | undefined {
    if (name === "sep") return this.#separator;
    return name === "used" ? this.#used : undefined;
  }
}

/** `cycler(item, …)` */
export const cycler = new NativeFunction("cycler", (items) => {
  if (items.length === 0) throw new PyError("RuntimeError", "at least one item has to be provided");
  return new Cycler(items);
});

/** `joiner(sep=', ')` */
export const joiner = new NativeFunction("joiner", ([given], keyword) => {
  const separator = keyword.has("sep") ? keyword.get("sep") : given;
  return new Joiner(separator === undefined ? ", " : separator);
});

import { isString, repr, textOf } from "../text.ts";
import { HostObject, NativeFunction, type PyDict, PyError, type Value } from "../values.ts";
import { dictOf } from "./dict.ts";

/** Jinja2's `namespace()`: the one object whose attributes a template may set, from any scope. */
class Namespace extends HostObject {
  readonly typeName = "Namespace";
  readonly #values: PyDict;
  /** A namespace may hold itself. */
  #printing = false;
  constructor(values: PyDict) {
    super();
    this.#values = values;
  }
  override str(): string {
    if (this.#printing) return "<Namespace {...}>";
    this.#printing = true;
    try {
      return `<Namespace ${repr(this.#values)}>`;
    } finally {
      this.#printing = false;
    }
  }
  override attribute(name: string): Value | undefined {
    return this.#values.get(name);
  }
  override item(key: Value): Value | undefined {
    return isString(key) ? this.#values.get(textOf(key)) : undefined;
  }
  override readonly assign = (name: string, value: Value): void => {
    this.#values.set(name, value);
  };
}

/** `namespace(mapping, name=value, …)` */
export const namespace = new NativeFunction("namespace", (positional, keyword, { charge }) => {
  if (positional.length > 1)
    throw new PyError("TypeError", `dict expected at most 1 argument, got ${positional.length}`);
  return new Namespace(dictOf(positional, keyword, charge));
});

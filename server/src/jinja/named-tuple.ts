import { PyTuple, type Value } from "./values.ts";

/** A tuple whose members have names as well, such as the groups of `groupby`. Prints as a plain tuple. */
export class NamedTuple extends PyTuple {
  readonly #names: readonly string[];
  constructor(names: readonly string[], items: readonly Value[]) {
    super(items);
    this.#names = names;
  }
  /** The member of that name; undefined when there is none. */
  field(name: string): Value | undefined {
    const at = this.#names.indexOf(name);
    return at < 0 ? undefined : this.items[at];
  }
}

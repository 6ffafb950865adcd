import { PyTuple, type Value } from "./values.ts";

/** A tuple whose members have names as well, such as the groups of `groupby`. */
export class NamedTuple extends PyTuple {
  /** What stands in front of the members when it is printed; without one it prints as a plain tuple. */
  readonly label: string | undefined;
  readonly names: readonly string[];
  constructor(names: readonly string[], items: readonly Value[], label?: string) {
    super(items);
    this.names = names;
    this.label = label;
  }
  /** The member of that name; undefined when there is none. */
  field(name: string): Value | undefined {
    const at = this.names.indexOf(name);
    return at < 0 ? undefined : this.items[at];
  }
}

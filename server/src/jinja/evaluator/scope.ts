import type { Value } from "../values.ts";

/**
 * The names that one body of statements binds.
 *
 * As in Jinja2, bodies of `for`, `with`, `call`, macros and blocks have their own; `if` has not. Most
 * bind two or three names and live for one turn of a loop, so a search beats a map that has to be made.
 */
export class Scope {
  readonly parent: Scope | undefined;
  readonly names: string[] = [];
  readonly values: Value[] = [];
  constructor(parent: Scope | undefined) {
    this.parent = parent;
  }

  bind(name: string, value: Value): void {
    const at = this.names.indexOf(name);
    if (at >= 0) this.values[at] = value;
    else {
      this.names.push(name);
      this.values.push(value);
    }
  }

  /** The value bound here or further out; undefined when no scope binds the name. */
  lookup(name: string): Value | undefined {
    let scope: Scope | undefined = this;
    while (scope) {
      const at = scope.names.indexOf(name);
      if (at >= 0) return scope.values[at];
      scope = scope.parent;
    }
    return undefined;
  }

  /** The scope of the template's top level. */
  get root(): Scope {
    let scope: Scope = this;
    while (scope.parent) scope = scope.parent;
    return scope;
  }
}

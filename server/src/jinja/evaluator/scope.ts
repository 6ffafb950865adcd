import type { Value } from "../values.ts";

/**
 * The names that one body of statements binds.
 *
 * As in Jinja2, bodies of `for`, `with`, `call`, macros and blocks have their own; `if` has not.
 */
export class Scope {
  readonly names = new Map<string, Value>();
  readonly parent: Scope | undefined;
  constructor(parent: Scope | undefined) {
    this.parent = parent;
  }

  /** The value bound here or further out; undefined when no scope binds the name. */
  lookup(name: string): Value | undefined {
    let scope: Scope | undefined = this;
    while (scope) {
      const value = scope.names.get(name);
      if (value !== undefined) return value;
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

import type { Target, TupleTarget } from "../ast.ts";
import { isIterable, iterate } from "../iterate.ts";
import { typeName } from "../text.ts";
import { HostObject, PyError, PyList, PyTuple, Unknown, type Value } from "../values.ts";
import { nameValue } from "./expressions.ts";
import type { Run } from "./run.ts";

/** Binds what `set`, `for` and `with` name on their left side. */
export function assign(run: Run, target: Target, value: Value): void {
  switch (target.kind) {
    case "name-target":
      run.scope.bind(target.name, value);
      return;
    case "member-target": {
      const owner = nameValue(run, target.name);
      if (owner instanceof Unknown) return;
      if (!(owner instanceof HostObject) || !owner.assign)
        throw new PyError("TemplateRuntimeError", "cannot assign attribute on non-namespace object");
      owner.assign(target.attribute, value);
      return;
    }
    case "tuple-target":
      unpack(run, target, value);
  }
}

function unpack(run: Run, target: TupleTarget, value: Value): void {
  const wanted = target.items.length;
  const parts = value instanceof Unknown ? target.items.map(() => value) : taken(value, wanted);
  if (parts.length < wanted)
    throw new PyError("ValueError", `not enough values to unpack (expected ${wanted}, got ${parts.length})`);
  if (parts.length > wanted) throw new PyError("ValueError", `too many values to unpack (expected ${wanted})`);
  for (const [at, part] of parts.entries()) {
    const item = target.items[at];
    if (item) assign(run, item, part);
  }
}

/** As many values as are wanted and one more, which tells that there are too many. */
function taken(value: Value, wanted: number): readonly Value[] {
  if (value instanceof PyList || value instanceof PyTuple) return value.items;
  if (!isIterable(value)) throw new PyError("TypeError", `cannot unpack non-iterable ${typeName(value)} object`);
  const parts: Value[] = [];
  for (const part of iterate(value)) {
    parts.push(part);
    if (parts.length > wanted) break;
  }
  return parts;
}

import { pointLength, points } from "./code-points.ts";
import { formatTemplate } from "./format/template.ts";
import { methodsOf } from "./methods/index.ts";
import type { Method } from "./methods/method.ts";
import { NamedTuple } from "./named-tuple.ts";
import { asInteger, clamped, isIntegral } from "./numbers.ts";
import { sliceTraced } from "./pieces.ts";
import { isString, quoted, str, textOf, typeName } from "./text.ts";
import {
  HostObject,
  type NativeCall,
  PyDict,
  PyError,
  PyFloat,
  PyList,
  PyTuple,
  Traced,
  Undefined,
  Unknown,
  type Value,
} from "./values.ts";

/** A method together with the object it was taken from. */
class BoundMethod extends HostObject {
  readonly typeName = "builtin_function_or_method";
  readonly name: string;
  readonly self: Value;
  override readonly call: NativeCall;
  constructor(name: string, self: Value, method: Method) {
    super();
    this.name = name;
    this.self = self;
    this.call = (positional, keyword, interpreter) => method(self, positional, keyword, interpreter);
  }
  override str(): string {
    return `<built-in method ${this.name} of ${typeName(this.self)} object>`;
  }
}

/** `str.format` looks attributes and items up, so it lives where they are looked up. */
const FORMAT_METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  [
    "format",
    (self, positional, keyword, { charge }) =>
      formatTemplate(str(self), { positional, keyword: (name) => keyword.get(name), attribute, item }, charge),
  ],
  [
    "format_map",
    (self, [mapping], _keyword, { charge }) => {
      if (!(mapping instanceof PyDict)) throw new PyError("TypeError", "format_map() argument must be a mapping");
      return formatTemplate(
        str(self),
        { positional: [], keyword: (name) => mapping.get(name), attribute, item },
        charge,
      );
    },
  ],
]);

/** Python's own attributes and methods of a value; undefined when there is none. The sandbox keeps names that start with `_`. */
function ownAttribute(object: Value, name: string): Value | undefined {
  if (object instanceof HostObject) return object.attribute(name);
  if (object instanceof NamedTuple) {
    const field = object.field(name);
    if (field !== undefined) return field;
  }
  const method = methodsOf(object)?.get(name) ?? (isString(object) ? FORMAT_METHODS.get(name) : undefined);
  if (method) return new BoundMethod(name, object, method);
  if (isIntegral(object) || object instanceof PyFloat) return numberAttribute(object, name);
  return undefined;
}

function numberAttribute(object: number | bigint | boolean | PyFloat, name: string): Value | undefined {
  if (object instanceof PyFloat) return name === "real" ? object : name === "imag" ? new PyFloat(0) : undefined;
  if (name === "real" || name === "numerator") return asInteger(object);
  if (name === "imag") return 0;
  return name === "denominator" ? 1 : undefined;
}

/** The special methods that Python's objects have; the sandbox answers that it keeps them. */
const ON_EVERYTHING =
  /^__(?:class|doc|init|new|repr|str|eq|ne|lt|le|gt|ge|hash|dir|format|reduce|reduce_ex|getattribute|setattr|delattr|sizeof|subclasshook|init_subclass)__$/;
const ON_CONTAINERS = /^__(?:len|iter|contains|getitem)__$/;
const ON_NUMBERS =
  /^__(?:add|radd|sub|rsub|mul|rmul|mod|rmod|pow|rpow|truediv|floordiv|divmod|neg|pos|abs|bool|int|float|round|trunc)__$/;

function isKept(object: Value, name: string): boolean {
  if (!name.startsWith("_")) return false;
  if (ON_EVERYTHING.test(name)) return true;
  return isIntegral(object) || object instanceof PyFloat
    ? ON_NUMBERS.test(name)
    : object !== null && ON_CONTAINERS.test(name);
}

function kept(object: Value, name: string): Undefined {
  return new Undefined(
    `access to attribute ${quoted(name)} of '${typeName(object)}' object is unsafe.`,
    "SecurityError",
  );
}

/**
 * `object.name`: an attribute or method of the Python type, else an item, else undefined in Jinja2's words.
 *
 * No JavaScript property is ever reached: types answer from their tables, host objects by `attribute`.
 */
export function attribute(object: Value, name: string): Value {
  if (object instanceof Unknown) return object;
  if (object instanceof Undefined) throw new PyError(object.errorType, object.message);
  const own = ownAttribute(object, name);
  if (own !== undefined) return own;
  if (isKept(object, name)) return kept(object, name);
  const found = ownItem(object, name);
  // None is null here: found, and no reason to look further.
  return found === undefined ? missing(object, name) : found;
}

/** As `attribute`, but never an item: what `object | attr(name)` finds. */
export function ownAttributeOf(object: Value, name: string): Value {
  if (object instanceof Unknown) return object;
  if (object instanceof Undefined) throw new PyError(object.errorType, object.message);
  return ownAttribute(object, name) ?? (isKept(object, name) ? kept(object, name) : missing(object, name));
}

/** `object[key]`: an item, else (for a str) an attribute, else undefined in Jinja2's words. */
export function item(object: Value, key: Value): Value {
  if (object instanceof Unknown) return object;
  if (object instanceof Undefined) throw new PyError(object.errorType, object.message);
  if (key instanceof Unknown) return key;
  const found = ownItem(object, key);
  if (found !== undefined) return found;
  if (!isString(key)) return missing(object, key);
  const name = textOf(key);
  return ownAttribute(object, name) ?? (isKept(object, name) ? kept(object, name) : missing(object, key));
}

function missing(object: Value, key: Value): Undefined {
  const owner = object === null ? "None" : `${typeName(object)} object`;
  if (isString(key)) return new Undefined(`${quoted(owner)} has no attribute ${quoted(textOf(key))}`);
  return new Undefined(`${owner} has no element ${str(key)}`);
}

/** What `object[key]` finds by itself; undefined where Python raises a LookupError or TypeError. */
function ownItem(object: Value, key: Value): Value | undefined {
  // Where a str comes from is nothing that a host's object has to reckon with.
  if (object instanceof HostObject) return object.item(key instanceof Traced ? key.text : key);
  if (object instanceof PyDict) return isUnhashable(key) ? undefined : object.get(key);
  if (!isIntegral(key)) return undefined;
  const index = clamped(asInteger(key));
  if (object instanceof PyList || object instanceof PyTuple)
    return object.items[index < 0 ? index + object.items.length : index];
  if (!isString(object)) return undefined;
  const text = textOf(object);
  const length = pointLength(text);
  const at = index < 0 ? index + length : index;
  if (at < 0 || at >= length) return undefined;
  return length === text.length ? text.charAt(at) : points(text)[at];
}

function isUnhashable(key: Value): boolean {
  return key instanceof PyList || key instanceof PyDict || typeName(key) === "set";
}

/** `object[from:to:step]` of a str, list or tuple; parts left out are undefined. Unknown parts make an unknown. */
export function slice(object: Value, from: Value | undefined, to: Value | undefined, step: Value | undefined): Value {
  for (const it of [object, from, to, step]) if (it instanceof Unknown) return it;
  if (object instanceof Undefined) throw new PyError(object.errorType, object.message);
  if (object instanceof PyList) return new PyList(sliced(object.items, from, to, step));
  if (object instanceof PyTuple) return new PyTuple(sliced(object.items, from, to, step));
  if (isString(object)) return sliceText(object, from, to, step);
  const hosted = object instanceof HostObject && object.iterate() !== undefined && object.item(0) !== undefined;
  if (hosted) return new PyList(sliced([...(object.iterate() ?? [])], from, to, step));
  if (object instanceof PyDict) throw new PyError("TypeError", "unhashable type: 'slice'");
  throw new PyError("TypeError", `'${typeName(object)}' object is not subscriptable`);
}

function sliceText(object: string | Traced, from?: Value, to?: Value, step?: Value): string | Traced {
  const text = textOf(object);
  const length = pointLength(text);
  if (length !== text.length) return sliced(points(text), from, to, step).join("");
  const [start, end, by] = bounds(length, from, to, step);
  if (by === 1 && object instanceof Traced) return sliceTraced(object, start, Math.max(start, end));
  if (by === 1) return text.slice(start, Math.max(start, end));
  let taken = "";
  for (let at = start; by > 0 ? at < end : at > end; at += by) taken += text.charAt(at);
  return taken;
}

function sliced<T>(items: readonly T[], from?: Value, to?: Value, step?: Value): T[] {
  const [start, end, by] = bounds(items.length, from, to, step);
  if (by === 1) return items.slice(start, Math.max(start, end));
  const taken: T[] = [];
  for (let at = start; by > 0 ? at < end : at > end; at += by) taken.push(...items.slice(at, at + 1));
  return taken;
}

function bounds(length: number, from?: Value, to?: Value, step?: Value): readonly [number, number, number] {
  const by = bound(step) ?? 1;
  if (by === 0) throw new PyError("ValueError", "slice step cannot be zero");
  const [lowest, highest] = by > 0 ? [0, length] : [-1, length - 1];
  const place = (given: number | undefined, otherwise: number): number =>
    given === undefined ? otherwise : Math.min(highest, Math.max(lowest, given < 0 ? given + length : given));
  return by > 0
    ? [place(bound(from), 0), place(bound(to), length), by]
    : [place(bound(from), length - 1), place(bound(to), -1), by];
}

function bound(value: Value | undefined): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (isIntegral(value)) return clamped(asInteger(value));
  throw new PyError("TypeError", "slice indices must be integers or None or have an __index__ method");
}

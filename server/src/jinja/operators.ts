import { type ArithmeticOperator, arithmetic } from "./arithmetic.ts";
import { formatPercent } from "./format/percent.ts";
import { asInteger, clamped, type Integer, isIntegral, isNumeric } from "./numbers.ts";
import { joinTraced, partOf } from "./pieces.ts";
import { isString, str, textOf, typeName } from "./text.ts";
import {
  type Charge,
  HostObject,
  type Piece,
  PyError,
  PyFloat,
  PyList,
  PySet,
  PyTuple,
  Traced,
  Undefined,
  Unknown,
  type Value,
} from "./values.ts";

/** `left <operator> right` for the arithmetic operators; throws a `PyError` in Python's words where the types don't fit. */
export function binary(operator: ArithmeticOperator, left: Value, right: Value, charge: Charge): Value {
  if (isNumeric(left) && isNumeric(right)) return arithmetic(operator, left, right, charge);
  if (operator === "%" && isString(left)) return formatPercent(textOf(left), right, charge);
  if (operator === "+" && isString(left) && isString(right)) return addText(left, right, charge);
  if (operator === "+" && isString(left) && right instanceof Unknown) return addText(left, right, charge);
  if (left instanceof Unknown) return left;
  if (right instanceof Unknown) return right;
  for (const it of [left, right]) if (it instanceof Undefined) throw new PyError(it.errorType, it.message);
  const own = ownOperator(operator, left, right) ?? onContainers(operator, left, right, charge);
  if (own !== undefined) return own;
  throw new PyError("TypeError", refusal(operator, left, right));
}

function ownOperator(operator: ArithmeticOperator, left: Value, right: Value): Value | undefined {
  const first = left instanceof HostObject ? left.operate(operator, right, "left") : undefined;
  if (first !== undefined) return first;
  return right instanceof HostObject ? right.operate(operator, left, "right") : undefined;
}

function onContainers(operator: ArithmeticOperator, left: Value, right: Value, charge: Charge): Value | undefined {
  if (operator === "*") return repeated(left, right, charge) ?? repeated(right, left, charge);
  if (operator === "-" && left instanceof PySet && right instanceof PySet)
    return new PySet([...left.values()].filter((it) => !right.has(it)));
  if (operator !== "+") return undefined;
  if (left instanceof PyList && right instanceof PyList) return new PyList(joined(left.items, right.items, charge));
  if (left instanceof PyTuple && right instanceof PyTuple) return new PyTuple(joined(left.items, right.items, charge));
  return undefined;
}

function joined(left: readonly Value[], right: readonly Value[], charge: Charge): Value[] {
  const size = left.length + right.length;
  charge(1 + size / 16, size);
  return [...left, ...right];
}

function repeated(sequence: Value, times: Value, charge: Charge): Value | undefined {
  const isSequence = isString(sequence) || sequence instanceof PyList || sequence instanceof PyTuple;
  if (!isSequence || !isIntegral(times)) return undefined;
  return repeat(sequence, asInteger(times), charge);
}

function repeat(sequence: string | Traced | PyList | PyTuple, times: Integer, charge: Charge): Value {
  const count = Math.max(0, clamped(times));
  const length = isString(sequence) ? textOf(sequence).length : sequence.items.length;
  charge(1 + (length * count) / 16, length * count);
  if (isString(sequence)) return length === 0 ? "" : textOf(sequence).repeat(count);
  const items: Value[] = [];
  if (length > 0) for (let turn = 0; turn < count; turn++) for (const it of sequence.items) items.push(it);
  return sequence instanceof PyList ? new PyList(items) : new PyTuple(items);
}

function addText(left: string | Traced, right: string | Traced | Unknown, charge: Charge): Value {
  const parts = [partOf(left), partOf(right)];
  charge(
    1,
    parts.reduce((sum, it) => sum + it.text.length, 0),
  );
  return joinTraced(parts);
}

function refusal(operator: ArithmeticOperator, left: Value, right: Value): string {
  const [a, b] = [typeName(left), typeName(right)];
  const isSequence = (it: Value) => isString(it) || it instanceof PyList || it instanceof PyTuple;
  if (operator === "+" && isSequence(left)) return `can only concatenate ${a} (not "${b}") to ${a}`;
  if (operator === "*" && isSequence(left)) return `can't multiply sequence by non-int of type '${b}'`;
  if (operator === "*" && isSequence(right)) return `can't multiply sequence by non-int of type '${a}'`;
  return `unsupported operand type(s) for ${operator === "**" ? "** or pow()" : operator}: '${a}' and '${b}'`;
}

/**
 * `a ~ b ~ c`: the printed parts in one str, each with its origin.
 *
 * A part whose origins are already known brings them along; `originOf(i)` says where any other stands.
 */
export function concat(
  values: readonly Value[],
  originOf: (index: number) => Omit<Piece, "length">,
  charge: Charge,
): string | Traced {
  const texts = values.map(str);
  charge(
    1,
    texts.reduce((sum, it) => sum + it.length, 0),
  );
  if (!values.some((it) => it instanceof Traced || it instanceof Unknown)) return texts.join("");
  const pieces = values.flatMap((value, index): readonly Piece[] => {
    if (value instanceof Traced) return value.pieces;
    const length = texts[index]?.length ?? 0;
    if (value instanceof Unknown) return [{ ...originOf(index), kind: "unknown", length, reason: value.reason }];
    return length === 0 ? [] : [{ ...originOf(index), length }];
  });
  return new Traced(texts.join(""), pieces);
}

/** `-value` */
export function negate(value: Value): Value {
  if (value instanceof Unknown) return value;
  if (value instanceof PyFloat) return new PyFloat(-value.value);
  if (isIntegral(value)) return minus(asInteger(value));
  if (value instanceof Undefined) throw new PyError(value.errorType, value.message);
  const own = value instanceof HostObject ? value.operate("neg", null, "left") : undefined;
  if (own !== undefined) return own;
  throw new PyError("TypeError", `bad operand type for unary -: '${typeName(value)}'`);
}

function minus(value: Integer): Integer {
  return typeof value === "bigint" ? -value : 0 - value;
}

/** `+value` */
export function positive(value: Value): Value {
  if (value instanceof Unknown || value instanceof PyFloat) return value;
  if (isIntegral(value)) return asInteger(value);
  if (value instanceof Undefined) throw new PyError(value.errorType, value.message);
  throw new PyError("TypeError", `bad operand type for unary +: '${typeName(value)}'`);
}

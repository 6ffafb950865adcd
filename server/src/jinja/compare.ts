import { compareText } from "./code-points.ts";
import { iterate } from "./iterate.ts";
import { asInteger, type Integer, isIntegral, isNumeric } from "./numbers.ts";
import { isString, textOf, typeName } from "./text.ts";
import {
  HostObject,
  PyDict,
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

/** The comparison operators of the expression language that order or equate. */
export type ComparisonOperator = "==" | "!=" | "<" | "<=" | ">" | ">=";

// Lists may hold one another many times over; what is left of this is shared by one whole comparison.
interface Budget {
  left: number;
}

const newBudget = (): Budget => ({ left: 500_000 });

function spend(budget: Budget, depth: number): void {
  if (--budget.left < 0 || depth > 300)
    throw new PyError("RecursionError", "maximum recursion depth exceeded in comparison");
}

/** Python's `left == right`. Never true for an unknown. */
export function equals(left: Value, right: Value): boolean {
  return same(left, right, newBudget(), 0);
}

function same(left: Value, right: Value, budget: Budget, depth: number): boolean {
  if (left instanceof Unknown || right instanceof Unknown) return false;
  if (typeof left === "string" && typeof right === "string") return left === right;
  if (left instanceof HostObject) return left.equals(right);
  if (right instanceof HostObject) return right.equals(left);
  if (isNumeric(left)) return isNumeric(right) && numericOrder(left, right) === 0;
  if (isString(left)) return isString(right) && textOf(left) === textOf(right);
  if (left instanceof Undefined) return right instanceof Undefined;
  if (left instanceof PyList) return right instanceof PyList && sameItems(left.items, right.items, budget, depth);
  if (left instanceof PyTuple) return right instanceof PyTuple && sameItems(left.items, right.items, budget, depth);
  if (left instanceof PyDict) return right instanceof PyDict && sameDict(left, right, budget, depth);
  if (left instanceof PySet) return right instanceof PySet && left.size === right.size && isSubset(left, right);
  return left === right;
}

function sameItems(left: readonly Value[], right: readonly Value[], budget: Budget, depth: number): boolean {
  if (left.length !== right.length) return false;
  return left.every((item, at) => sameMember(item, right[at] ?? null, budget, depth));
}

// Containers take an object for equal to itself before they ask it.
function sameMember(left: Value, right: Value, budget: Budget, depth: number): boolean {
  spend(budget, depth);
  if (typeof left === "object" && left === right && !(left instanceof Unknown)) return true;
  return same(left, right, budget, depth + 1);
}

function sameDict(left: PyDict, right: PyDict, budget: Budget, depth: number): boolean {
  if (left.size !== right.size) return false;
  for (const [key, value] of left.entries()) {
    const other = right.get(key);
    if (other === undefined || !sameMember(value, other, budget, depth)) return false;
  }
  return true;
}

/** Whether every member of one set is in the other. */
export function isSubset(inner: PySet, outer: PySet): boolean {
  for (const it of inner.values()) if (!outer.has(it)) return false;
  return true;
}

/**
 * Python's comparison operators. An unknown on either side compares as false with every operator;
 * who needs the answer to stay unknown asks before.
 */
export function compare(operator: ComparisonOperator, left: Value, right: Value): boolean {
  if (left instanceof Unknown || right instanceof Unknown) return false;
  if (operator === "==") return equals(left, right);
  if (operator === "!=") return !equals(left, right);
  return ordered(operator, left, right, newBudget(), 0);
}

type OrderOperator = "<" | "<=" | ">" | ">=";

function ordered(operator: OrderOperator, left: Value, right: Value, budget: Budget, depth: number): boolean {
  if (left instanceof Undefined) throw new PyError(left.errorType, left.message);
  if (right instanceof Undefined) throw new PyError(right.errorType, right.message);
  if (left instanceof Unknown || right instanceof Unknown) return false;
  const bothLists = left instanceof PyList && right instanceof PyList;
  const bothTuples = left instanceof PyTuple && right instanceof PyTuple;
  if (bothLists || bothTuples) return orderedItems(operator, left.items, right.items, budget, depth);
  if (left instanceof PySet && right instanceof PySet) return orderedSets(operator, left, right);
  const order = orderOf(left, right);
  if (order === undefined)
    throw new PyError(
      "TypeError",
      `'${operator}' not supported between instances of '${typeName(left)}' and '${typeName(right)}'`,
    );
  return holds(operator, order);
}

function holds(operator: OrderOperator, order: number): boolean {
  if (operator === "<") return order < 0;
  if (operator === "<=") return order <= 0;
  return operator === ">" ? order > 0 : order >= 0;
}

function orderOf(left: Value, right: Value): number | undefined {
  if (isNumeric(left) && isNumeric(right)) return numericOrder(left, right);
  if (isString(left) && isString(right)) return compareText(textOf(left), textOf(right));
  const own = left instanceof HostObject ? left.order(right) : undefined;
  if (own !== undefined) return own;
  if (right instanceof HostObject) {
    const order = right.order(left);
    return order === undefined ? undefined : -order;
  }
  return undefined;
}

function orderedItems(
  operator: OrderOperator,
  left: readonly Value[],
  right: readonly Value[],
  budget: Budget,
  depth: number,
): boolean {
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at++) {
    const [a, b] = [left[at] ?? null, right[at] ?? null];
    if (!sameMember(a, b, budget, depth)) return ordered(operator, a, b, budget, depth + 1);
  }
  return holds(operator, left.length - right.length);
}

function orderedSets(operator: OrderOperator, left: PySet, right: PySet): boolean {
  if (operator === "<" || operator === "<=")
    return isSubset(left, right) && (operator === "<=" || left.size < right.size);
  return isSubset(right, left) && (operator === ">=" || right.size < left.size);
}

/** The order of two numbers, exact between ints and floats; NaN where there is none. */
function numericOrder(left: Integer | boolean | PyFloat, right: Integer | boolean | PyFloat): number {
  if (isIntegral(left) && isIntegral(right)) {
    const [a, b] = [asInteger(left), asInteger(right)];
    return a < b ? -1 : a > b ? 1 : 0;
  }
  if (left instanceof PyFloat && right instanceof PyFloat) return difference(left.value, right.value);
  // JavaScript compares a bigint with a number exactly.
  const a = left instanceof PyFloat ? left.value : asInteger(left);
  const b = right instanceof PyFloat ? right.value : asInteger(right);
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.NaN;
  return a < b ? -1 : a > b ? 1 : 0;
}

function difference(left: number, right: number): number {
  if (left === right) return 0;
  if (left < right) return -1;
  return left > right ? 1 : Number.NaN;
}

/** Python's `item in container`: substrings, members, keys. An unknown on either side: false. */
export function contains(container: Value, item: Value): boolean {
  if (container instanceof Unknown || item instanceof Unknown) return false;
  if (isString(container)) {
    if (item instanceof Undefined)
      throw new PyError("TypeError", "'in <string>' requires string as left operand, not Undefined");
    if (!isString(item))
      throw new PyError("TypeError", `'in <string>' requires string as left operand, not ${typeName(item)}`);
    return textOf(container).includes(textOf(item));
  }
  if (container instanceof PyDict || container instanceof PySet) return container.has(item);
  if (container === null || isNumeric(container))
    throw new PyError("TypeError", `argument of type '${typeName(container)}' is not iterable`);
  if (container instanceof HostObject && container.iterate() === undefined)
    throw new PyError("TypeError", `argument of type '${typeName(container)}' is not iterable`);
  for (const it of iterate(container)) if (it === item || equals(it, item)) return true;
  return false;
}

/** Whether two values are one object in Python: the `is` operator, as far as it can be told here. */
export function identical(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (left instanceof Traced || right instanceof Traced)
    return isString(left) && isString(right) && equals(left, right);
  return left instanceof PyFloat && right instanceof PyFloat && Object.is(left.value, right.value);
}

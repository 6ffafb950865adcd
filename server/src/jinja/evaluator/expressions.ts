import { lineIndex } from "../../base/line-index.ts";
import { attribute, item, slice } from "../access.ts";
import type {
  Compare,
  Conditional,
  Expression,
  FilterUse,
  Item,
  Literal,
  Member,
  Slice,
  TestUse,
  Unary,
} from "../ast.ts";
import { compare, contains } from "../compare.ts";
import { filter } from "../filters/index.ts";
import { negate, positive } from "../operators.ts";
import { test } from "../tests/index.ts";
import { isString, textOf, truthy } from "../text.ts";
import { PyDict, PyError, PyFloat, PyList, PyTuple, Undefined, Unknown, type Value } from "../values.ts";
import { argumentValues } from "./arguments.ts";
import { binaryValue } from "./binary.ts";
import { callValue } from "./calls.ts";
import { builtin } from "./globals.ts";
import type { Run } from "./run.ts";
import { MISSING } from "./signals.ts";

/**
 * The value of an expression.
 *
 * Every node sets `run.at` to itself right before the step of its own that may fail, so that an
 * error is blamed on the innermost expression.
 */
export function evaluate(run: Run, node: Expression): Value {
  run.meter.step();
  switch (node.kind) {
    case "literal":
      return literalValue(node);
    case "name":
      return nameValue(run, node.name);
    case "list":
      return new PyList(evaluateAll(run, node.items));
    case "tuple":
      return new PyTuple(evaluateAll(run, node.items));
    case "dict": {
      const dict = new PyDict();
      for (const entry of node.entries) {
        const key = evaluate(run, entry.key);
        const value = evaluate(run, entry.value);
        run.at = entry.key;
        dict.set(key, value);
      }
      return dict;
    }
    case "member":
      return memberValue(run, node);
    case "item":
      return itemValue(run, node);
    case "slice":
      return sliceValue(run, node);
    case "call": {
      const callee = evaluate(run, node.callee);
      const given = argumentValues(run, node.arguments);
      run.at = node;
      return callValue(run, callee, given);
    }
    case "filter":
      return filtered(run, node, node.input ? evaluate(run, node.input) : "");
    case "test":
      return testValue(run, node);
    case "unary":
      return unaryValue(run, node);
    case "binary":
      return binaryValue(run, node);
    case "compare":
      return compareValue(run, node);
    case "conditional":
      return conditionalValue(run, node);
    case "missing":
      throw MISSING;
  }
}

/** The values of several expressions, left to right. */
export function evaluateAll(run: Run, nodes: readonly Expression[]): Value[] {
  const values: Value[] = [];
  for (const node of nodes) values.push(evaluate(run, node));
  return values;
}

/** `input | name(…)`, the input being evaluated already. An unknown input, which no filter could look into, stays unknown. */
export function filtered(run: Run, node: FilterUse, input: Value): Value {
  const apply = filter(node.name);
  run.at = node;
  if (!apply) throw new PyError("TemplateRuntimeError", `No filter named '${node.name}' found.`);
  const { positional, keyword } = argumentValues(run, node.arguments);
  if (input instanceof Unknown) return input;
  run.at = node;
  return apply(input, positional, keyword, run);
}

/** The value that a name has here: bound in a scope, else given by the host, else one of Jinja2's own functions. */
export function nameValue(run: Run, name: string): Value {
  // None is null here, so `??` would go on where a name is bound to it.
  const bound = run.scope.lookup(name);
  if (bound !== undefined) return bound;
  const given = run.place.globals.lookup(name);
  if (given !== undefined) return given;
  return builtin(name) ?? new Undefined(`'${name}' is undefined`);
}

function literalValue({ type, value }: Literal): Value {
  return type === "float" ? new PyFloat(Number(value)) : value;
}

function memberValue(run: Run, node: Member): Value {
  const object = evaluate(run, node.object);
  run.at = node;
  if (object instanceof Undefined && run.undefinedNames === "spread") return object;
  return attribute(object, node.name);
}

function itemValue(run: Run, node: Item): Value {
  const object = evaluate(run, node.object);
  const index = evaluate(run, node.index);
  run.at = node;
  if (object instanceof Undefined && run.undefinedNames === "spread") return object;
  return item(object, index);
}

function sliceValue(run: Run, node: Slice): Value {
  const object = evaluate(run, node.object);
  const from = node.from && evaluate(run, node.from);
  const to = node.to && evaluate(run, node.to);
  const step = node.step && evaluate(run, node.step);
  run.at = node;
  run.meter.charge(weight(object), 0);
  return slice(object, from, to, step);
}

function testValue(run: Run, node: TestUse): Value {
  const input = evaluate(run, node.input);
  const holds = test(node.name);
  run.at = node;
  if (!holds) throw new PyError("TemplateRuntimeError", `No test named '${node.name}' found.`);
  const { positional, keyword } = argumentValues(run, node.arguments);
  run.at = node;
  if (input instanceof Unknown && node.name !== "defined" && node.name !== "undefined") return input;
  return truthy(holds(input, positional, keyword, run)) !== node.negated;
}

function unaryValue(run: Run, node: Unary): Value {
  const operand = evaluate(run, node.operand);
  if (operand instanceof Unknown) return operand;
  run.at = node;
  switch (node.operator) {
    case "not":
      return !truthy(operand);
    case "-":
      return negate(operand);
    case "+":
      return positive(operand);
  }
}

/** A chain ends at the first comparison that doesn't hold; the values behind it are not evaluated. */
function compareValue(run: Run, node: Compare): Value {
  let left = evaluate(run, node.first);
  for (const { operator, value } of node.rest) {
    const right = evaluate(run, value);
    if (left instanceof Unknown) return left;
    if (right instanceof Unknown) return right;
    run.at = node;
    run.meter.charge(weight(left) + weight(right), 0);
    if (!holds(operator, left, right)) return false;
    left = right;
  }
  return true;
}

/** What going through a value once counts as, in steps. */
function weight(value: Value): number {
  if (value instanceof PyList || value instanceof PyTuple) return value.items.length / 32;
  return isString(value) ? textOf(value).length / 1_000 : 0;
}

function holds(operator: Compare["rest"][number]["operator"], left: Value, right: Value): boolean {
  if (operator === "in") return contains(right, left);
  if (operator === "not in") return !contains(right, left);
  return compare(operator, left, right);
}

function conditionalValue(run: Run, node: Conditional): Value {
  const test = evaluate(run, node.test);
  if (test instanceof Unknown) return test;
  if (truthy(test)) return evaluate(run, node.then);
  return node.otherwise ? evaluate(run, node.otherwise) : noElse(run, node);
}

/** Printed far more often than used, so one is kept for each expression. */
const noElseOf = new WeakMap<Conditional, Undefined>();

function noElse(run: Run, node: Conditional): Undefined {
  const known = noElseOf.get(node);
  if (known) return known;
  const { line } = lineIndex(run.place).position(node.span.start);
  const made = new Undefined(
    `the inline if-expression on line ${line + 1} evaluated to false and no else section was defined.`,
  );
  noElseOf.set(node, made);
  return made;
}

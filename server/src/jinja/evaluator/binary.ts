import type { Binary, Expression } from "../ast.ts";
import { binary, concat } from "../operators.ts";
import { truthy } from "../text.ts";
import { Unknown, type Value } from "../values.ts";
import { evaluate } from "./expressions.ts";
import type { Run } from "./run.ts";
import { originOf } from "./writer.ts";

/** `left <operator> right`; `and` and `or` give one of their operands, as in Python. */
export function binaryValue(run: Run, node: Binary): Value {
  if (node.operator === "~") return joined(run, node);
  const left = evaluate(run, node.left);
  switch (node.operator) {
    case "and":
      return left instanceof Unknown || !truthy(left) ? left : evaluate(run, node.right);
    case "or":
      return left instanceof Unknown || truthy(left) ? left : evaluate(run, node.right);
    default: {
      const right = evaluate(run, node.right);
      run.at = node;
      return binary(node.operator, left, right, run.charge);
    }
  }
}

/** A chain of `~` is put together at once, each part keeping the origin it has or getting its operand's. */
function joined(run: Run, node: Binary): Value {
  const operands: Expression[] = [];
  let left: Expression = node;
  while (left.kind === "binary" && left.operator === "~") {
    operands.push(left.right);
    left = left.left;
  }
  operands.push(left);
  operands.reverse();
  const values: Value[] = [];
  for (const operand of operands) values.push(evaluate(run, operand));
  run.at = node;
  const { place } = run;
  return concat(values, (at) => originOf(values[at] ?? null, operands[at]?.span ?? node.span, place), run.charge);
}

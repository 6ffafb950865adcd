import type { CallBlock, FilterBlock, FilterUse, Node, SetBlock, With } from "../ast.ts";
import { isString, typeName } from "../text.ts";
import { PyError, type Traced, Unknown, type Value } from "../values.ts";
import { argumentValues } from "./arguments.ts";
import { callValue } from "./calls.ts";
import { evaluate, filtered } from "./expressions.ts";
import { MacroObject } from "./macros.ts";
import type { Run } from "./run.ts";
import { Scope } from "./scope.ts";
import type { Flow } from "./statements.ts";
import { assign } from "./targets.ts";
import { Writer } from "./writer.ts";

/** `{% set a | filter %}…{% endset %}` */
export function setBlock(run: Run, node: SetBlock): Flow {
  const { text, flow } = captured(run, node.body);
  if (flow !== "next") return flow;
  const value = throughFilters(run, node.filters, text);
  run.at = node;
  assign(run, node.target, value);
  return "next";
}

/** `{% filter upper %}…{% endfilter %}` */
export function filterBlock(run: Run, node: FilterBlock): Flow {
  const { text, flow } = captured(run, node.body);
  if (flow !== "next") return flow;
  const value = throughFilters(run, node.filters, text);
  run.at = node;
  printText(run, value, node);
  return "next";
}

/** `{% call(x) callee(…) %}…{% endcall %}`: the body becomes a macro that the callee finds as `caller`. */
export function callBlock(run: Run, node: CallBlock): void {
  const { call, parameters, body, uses } = node;
  const code = { name: "caller", parameters, body, uses };
  const caller = new MacroObject(code, { kind: "caller", label: "caller", place: run.place, scope: run.scope });
  if (call.kind !== "call") return void evaluate(run, call);
  const callee = evaluate(run, call.callee);
  const given = argumentValues(run, call.arguments);
  if (given.keyword.has("caller")) throw new PyError("TypeError", "got multiple values for keyword argument 'caller'");
  run.at = call;
  const result = callValue(run, callee, {
    positional: given.positional,
    keyword: new Map([...given.keyword, ["caller", caller]]),
  });
  run.at = call;
  printText(run, result, call);
}

/** `{% with a = 1 %}…{% endwith %}`: the values are those of the scope around it. */
export function withBlock(run: Run, node: With): Flow {
  const outer = run.scope;
  const inner = new Scope(outer);
  for (const { target, value: expression } of node.bindings) {
    const value = evaluate(run, expression);
    run.at = target;
    run.scope = inner;
    assign(run, target, value);
    run.scope = outer;
  }
  run.scope = inner;
  const flow = run.execute(node.body);
  run.scope = outer;
  return flow;
}

interface Captured {
  readonly text: Traced;
  readonly flow: Flow;
}

/** What a body prints, in a scope of its own; a `break` in it throws that away and goes on to its loop. */
function captured(run: Run, body: readonly Node[]): Captured {
  const { out, scope } = run;
  run.out = new Writer(run.meter);
  run.scope = new Scope(scope);
  const flow = run.execute(body);
  const text = run.printed();
  run.out = out;
  run.scope = scope;
  return { text, flow };
}

function throughFilters(run: Run, filters: readonly FilterUse[], text: Traced): Value {
  let value: Value = text;
  for (const it of filters) value = filtered(run, it, value);
  return value;
}

/**
 * A block's result goes into the text unconverted, and Jinja2 takes nothing but a str. It notices when
 * it puts the text together, so a macro that throws its text away by a `return` gets along with any value.
 */
function printText(run: Run, value: Value, node: FilterBlock | CallBlock["call"]): void {
  if (value instanceof Unknown) run.unknown(value.reason);
  if (value instanceof Unknown || isString(value)) run.out.print(value, node.span, run.place);
  else run.out.spoil(new PyError("TypeError", `expected str instance, ${typeName(value)} found`), node);
}

import type { For } from "../ast.ts";
import { truthy } from "../text.ts";
import { type NativeCall, PyError, Unknown, type Value } from "../values.ts";
import { evaluate } from "./expressions.ts";
import { Loop } from "./loop.ts";
import type { Run } from "./run.ts";
import { Scope } from "./scope.ts";
import { assign } from "./targets.ts";
import { Writer } from "./writer.ts";

/** `{% for … in … %}…{% else %}…{% endfor %}` */
export function loopOver(run: Run, node: For): void {
  const items = evaluate(run, node.items);
  run.at = node.items;
  turns(run, node, { items, depth: 0 });
}

interface Round {
  readonly items: Value;
  /** How many rounds of the same recursive loop are around this one. */
  readonly depth: number;
}

function turns(run: Run, node: For, { items, depth }: Round): void {
  const outer = run.scope;
  if (items instanceof Unknown) run.guess(items.reason);
  const test = node.test && ((it: Value) => passes(run, node, it, outer));
  const again = node.recursive ? recursion(run, node, outer, depth) : undefined;
  const loop = new Loop(items, { test, depth, again });
  const around = new Scope(outer);
  around.bind("loop", loop);
  // As Jinja2 has it: only a turn that came to its end counts, so a loop left by its first `break` does its `else` too.
  let completed = false;
  for (let item = loop.advance(); item !== undefined; item = loop.advance()) {
    run.meter.step();
    run.scope = new Scope(around);
    run.at = node.target;
    assign(run, node.target, item);
    const flow = run.execute(node.body);
    run.at = node.items;
    if (flow === "break") break;
    completed ||= flow === "next";
  }
  run.scope = outer;
  if (completed || !node.otherwise) return;
  run.scope = new Scope(outer);
  run.execute(node.otherwise);
  run.scope = outer;
}

/** Whether an item gets past the loop's own `if`, which sees the item and what is around the loop, but not `loop`. */
function passes(run: Run, node: For, item: Value, outer: Scope): boolean {
  if (!node.test) return true;
  const { scope, at } = run;
  run.scope = new Scope(outer);
  run.at = node.target;
  assign(run, node.target, item);
  run.meter.step();
  const value = evaluate(run, node.test);
  run.at = node.test;
  if (value instanceof Unknown) run.guess(value.reason);
  run.scope = scope;
  run.at = at;
  return truthy(value);
}

/** `loop(items)` inside of a recursive loop: the whole loop once more, as a text. */
function recursion(run: Run, node: For, outer: Scope, depth: number): NativeCall {
  return ([items], keyword) => {
    if (items === undefined || keyword.size > 0)
      throw new PyError("TypeError", "a recursive loop takes the items of its next round, and nothing else");
    const before = run.checkpoint();
    run.meter.depth = before.depth + 1;
    run.out = new Writer(run.meter);
    run.scope = outer;
    turns(run, node, { items, depth: depth + 1 });
    const printed = run.printed();
    run.reset(before);
    return printed;
  };
}

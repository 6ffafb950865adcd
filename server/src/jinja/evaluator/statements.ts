import type { Do, If, Loader, Macro, Node, Print, SetValue } from "../ast.ts";
import { truthy } from "../text.ts";
import { PyError, Unknown } from "../values.ts";
import { callBlock, filterBlock, setBlock, withBlock } from "./blocks.ts";
import { evaluate } from "./expressions.ts";
import { loopOver } from "./for.ts";
import { MacroObject } from "./macros.ts";
import type { Run } from "./run.ts";
import { Scope } from "./scope.ts";
import { MISSING } from "./signals.ts";
import { assign } from "./targets.ts";
import { copyText } from "./verbatim.ts";

/** How a body ended: at its end, or by a `break` or `continue` that its loop has to obey. */
export type Flow = "next" | "break" | "continue";

/** Evaluates statements one after the other; one that isn't written yet is left out. */
export function execute(run: Run, nodes: readonly Node[]): Flow {
  const { place, scope, out, returnable } = run;
  const { depth } = run.meter;
  for (let index = 0; ; index++) {
    try {
      for (; index < nodes.length; index++) {
        const node = nodes[index];
        const flow = node ? statement(run, node) : "next";
        if (flow !== "next") return flow;
      }
      return "next";
    } catch (signal) {
      if (signal !== MISSING) throw signal;
      run.reset({ place, scope, out, returnable, depth, at: run.at });
    }
  }
}

function statement(run: Run, node: Node): Flow {
  run.meter.step();
  switch (node.kind) {
    case "text":
      copyText(run, node.value, node.span);
      return "next";
    case "print":
      return print(run, node);
    case "raw":
      copyText(run, node.value, node.content);
      return "next";
    case "if":
      return branch(run, node);
    case "for":
      loopOver(run, node);
      return "next";
    case "set":
      return setValue(run, node);
    case "set-block":
      return setBlock(run, node);
    case "do":
      return act(run, node);
    case "macro":
      return define(run, node);
    case "call-block":
      callBlock(run, node);
      return "next";
    case "filter-block":
      return filterBlock(run, node);
    case "with":
      return withBlock(run, node);
    case "break":
      return "break";
    case "continue":
      return "continue";
    case "loader":
      return load(run, node);
    case "comment":
    case "dbt-block":
      return "next";
  }
}

function print(run: Run, node: Print): Flow {
  const value = evaluate(run, node.value);
  if (value instanceof Unknown) {
    run.at = node;
    run.unknown(value.reason);
  }
  run.out.print(value, node.span, run.place);
  return "next";
}

function branch(run: Run, node: If): Flow {
  for (const { test, body } of node.branches) {
    const value = evaluate(run, test);
    if (value instanceof Unknown) {
      run.at = test;
      run.guess(value.reason);
    } else if (truthy(value)) return execute(run, body);
  }
  return node.otherwise ? execute(run, node.otherwise) : "next";
}

function setValue(run: Run, node: SetValue): Flow {
  const value = evaluate(run, node.value);
  run.at = node;
  assign(run, node.target, value);
  return "next";
}

function act(run: Run, node: Do): Flow {
  evaluate(run, node.value);
  return "next";
}

function define(run: Run, node: Macro): Flow {
  const { callName: name, parameters, body, uses } = node;
  const home = { kind: "local", label: name, place: run.place, scope: run.scope } as const;
  run.scope.bind(name, new MacroObject({ name, parameters, body, uses }, home));
  return "next";
}

/** Blocks need no loader and see the template's own names; all else asks for a file that dbt has no way to find. */
function load(run: Run, node: Loader): Flow {
  run.at = node;
  if (node.tag !== "block") throw new PyError("TypeError", "no loader for this environment specified");
  const { scope } = run;
  run.scope = new Scope(scope.root);
  execute(run, node.body);
  run.scope = scope;
  return "next";
}

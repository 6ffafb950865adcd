import type { Plain } from "../base/plain.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { CompileOptions } from "../compile/options.ts";
import type { Node, ProjectSnapshot } from "../project/snapshot.ts";
import { rangeOf } from "./file-range.ts";
import type { Hook, Hooks } from "./materializations/input.ts";
import type { NodeProblem } from "./prepare.ts";
import { renderText } from "./render-text.ts";

/** The hooks of a model, rendered late as dbt does it: with the names of the model and what the target holds now. */
export function renderHooks(
  snapshot: ProjectSnapshot,
  node: Node,
  options: CompileOptions,
): Result<Hooks, NodeProblem> {
  const pre = renderAll(snapshot, node, options, "pre-hook");
  if (!pre.ok) return pre;
  const post = renderAll(snapshot, node, options, "post-hook");
  return post.ok ? ok({ pre: pre.value, post: post.value }) : post;
}

function renderAll(
  snapshot: ProjectSnapshot,
  node: Node,
  options: CompileOptions,
  key: "pre-hook" | "post-hook",
): Result<readonly Hook[], NodeProblem> {
  const configured = node.facts.config[key];
  const hooks: Hook[] = [];
  for (const hook of Array.isArray(configured) ? (configured as readonly Plain[]) : []) {
    const { sql, transaction } = (hook ?? {}) as { readonly sql?: Plain; readonly transaction?: Plain };
    const rendered = renderText(snapshot, node, options, String(sql ?? ""));
    if (!rendered.ok) {
      const origin = node.facts.configOrigins.get(key);
      const at = origin ? rangeOf(snapshot, origin) : null;
      return err({ message: `In the ${key} of ${node.name}: ${rendered.error}`, at });
    }
    hooks.push({ sql: rendered.value, inTransaction: transaction !== false });
  }
  return ok(hooks);
}

import { isUnknown } from "../../../analysis/strategy.ts";
import { inSource, type SourceSpan } from "../../../base/span.ts";
import type { Call, Template } from "../../../jinja/ast.ts";
import { calleeName, walk } from "../../../jinja/walk.ts";
import { defineRule, type ModelContext } from "../../define-rule.ts";
import type { Fix } from "../../finding.ts";
import { isComputed, setSetting, settingCause } from "../../settings.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

/** What a model may be that dbt never calls incremental. */
const STATIC: ReadonlySet<string> = new Set(["table", "view", "ephemeral", "materialized_view"]);

export const isIncrementalInNonIncrementalModel = defineRule({
  name: "is-incremental-in-non-incremental-model",
  since: "0.1.0",
  severity: "warning",
  looksAt: "model",
  worlds: ["incremental", "full-refresh"],
  summary: "`is_incremental()` can never be true in a model of this kind.",
  why: `
The macro is true only for a model whose \`materialized\` is exactly \`incremental\`. In a table, a view or an ephemeral
model the block is dead code: the filter in it limits nothing, and every run reads everything.

An ephemeral model has no table to look at. Its filter belongs into the incremental models that refer to it.
`,
  fix: "sometimes",
  bad,
  good,
  check(context) {
    const { snapshot, node, template, report } = context;
    const { config, unknownConfig, problems } = node.facts;
    // Of a file whose evaluation failed the settings that it would have made are not known.
    if (problems.length > 0) return;
    if (!STATIC.has(config.materialized) || isUnknown(unknownConfig, "materialized")) return;
    if (isComputed(snapshot, node, template, "materialized")) return;
    const found = firstUse(template);
    if (!found) return;
    report({
      at: { path: node.path, span: found.call.span },
      cause: settingCause(node, "materialized"),
      message: `is_incremental() is never true here, as ${node.name} is ${inWords(config.materialized)}. The block is left out of every run.`,
      fixes: [...changeFix(context), ...removeFix(context, found.block)],
    });
  },
});

interface Use {
  readonly call: Call;
  /** The `if` that holds nothing but the block, with nothing instead of it. */
  readonly block: SourceSpan | undefined;
}

/** The first call in the model's own text: a macro may be shared with incremental models. */
function firstUse(template: Template): Use | undefined {
  let found: Use | undefined;
  walk(template.body, {
    enter(it, parents) {
      if (it.kind === "macro") return "skip";
      if (it.kind !== "call" || calleeName(it)?.replace(/^dbt\./, "") !== "is_incremental") return undefined;
      const parent = parents.at(-1);
      const isAlone = parent?.kind === "if" && parent.closed && parent.branches.length === 1 && !parent.otherwise;
      found = { call: it, block: isAlone && parent.branches[0]?.test === it ? parent.span : undefined };
      return "stop";
    },
  });
  return found;
}

function inWords(materialized: string): string {
  if (materialized === "ephemeral") return "ephemeral";
  return materialized === "materialized_view" ? "a materialized view" : `a ${materialized}`;
}

function changeFix({ node, ...context }: ModelContext): readonly Fix[] {
  const { materialized } = node.facts.config;
  if (materialized !== "table" && materialized !== "view") return [];
  const edits = [setSetting(context, "materialized", "'incremental'")];
  return [{ title: "Set materialized='incremental'", edits }];
}

/** Takes whole lines where the block stands on lines of its own. */
function removeFix({ file: { path, text } }: ModelContext, block: SourceSpan | undefined): readonly Fix[] {
  if (!block) return [];
  const line = text.lastIndexOf("\n", block.start - 1) + 1;
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(block.end));
  const isOwn = rest !== null && text.slice(line, block.start).trim() === "";
  const span = isOwn ? inSource(line, block.end + rest[0].length) : block;
  return [{ title: "Remove the is_incremental() block", edits: [{ at: { path, span }, text: "" }] }];
}

import type { Problem } from "../../../base/problem.ts";
import type { Span } from "../../../base/span.ts";
import { WORLDS, type World } from "../../../base/world.ts";
import { macroFileProblems } from "../../../project/macro-table.ts";
import { isYaml } from "../../../project/paths.ts";
import { defineRule, type FileContext } from "../../define-rule.ts";
import { isUnresolved } from "../../refs.ts";
import { sentence } from "../../sentence.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

export const jinjaSyntax = defineRule({
  name: "jinja-syntax",
  since: "0.1.0",
  severity: "error",
  looksAt: "file",
  worlds: [],
  summary: "The template doesn't parse, or its evaluation fails.",
  why: `
dbt refuses the file: either Jinja can't read it, or an expression fails when it is evaluated. What follows from that in
the SQL is not reported beside it.

Where Jinja2 or dbt has a message of its own for the mistake, the finding says it in the same words: they are what a
search for the error finds, and what the log of a run will show.

A model that refuses one world by \`exceptions.raise_compiler_error\`, a full refresh say, means it: an info.

A template that takes longer, or prints more, than we let it is a warning: dbt itself would go on.
`,
  fix: "never",
  bad,
  good,
  check(context) {
    const { report, file } = context;
    const seen = new Set<string>();
    for (const { problem, worlds } of problemsOf(context)) {
      const { at, message, causes, severity = "error" } = problem;
      const key = `${at.path} ${at.span.start} ${at.span.end}`;
      if (at.path !== file.path || seen.has(key)) continue;
      seen.add(key);
      const isDeliberate = worlds.length === 1 && raisesItself(context, problem);
      report({
        at,
        message: sentence(message),
        cause: causes.at(-1),
        worlds,
        severity: isDeliberate ? "info" : severity,
      });
    }
  },
});

interface Placed {
  readonly problem: Problem;
  /** None for what has nothing to do with worlds. */
  readonly worlds: readonly World[];
}

/** What can't be read isn't evaluated; what fails in the parser's pass would fail again in both worlds. */
function problemsOf(context: FileContext): readonly Placed[] {
  const { file, node, template, snapshot } = context;
  const everywhere = (problem: Problem): Placed => ({ problem, worlds: [] });
  const unreadable = snapshot.environment.problems.filter((it) => it.kind === "unreadable" && it.at.path === file.path);
  if (unreadable.length > 0) return isYaml(file.path) ? [] : unreadable.map(everywhere);
  const isMacroFile = node === undefined && template?.body.some((it) => it.kind === "macro");
  const written = template && isMacroFile ? macroFileProblems(template) : (template?.problems ?? []);
  const syntax = written.map(({ message, span }): Problem => {
    return { kind: "jinja-syntax", message, at: { path: file.path, span }, causes: [] };
  });
  if (syntax.length > 0) return withoutEffects(syntax).map(everywhere);
  if (!node) return template ? snapshot.environment.problems.map(everywhere) : [];
  const parsing = node.facts.problems;
  return parsing.length > 0 ? parsing.map(everywhere) : evaluationProblems(context);
}

/** A tag that can't be read leaves the block around it open: what contains another problem is its effect. */
function withoutEffects(problems: readonly Problem[]): readonly Problem[] {
  const contains = (outer: Span, inner: Span) => outer.start <= inner.start && inner.end <= outer.end;
  return problems.filter(
    ({ at: { span } }) => !problems.some((it) => it.at.span !== span && contains(span, it.at.span)),
  );
}

/** A name that leads nowhere is another rule's; what fails in both worlds has nothing to do with them. */
function evaluationProblems({ compiled }: FileContext): readonly Placed[] {
  const found = new Map<string, Placed>();
  for (const world of WORLDS) {
    for (const problem of compiled(world)?.problems ?? []) {
      if (isUnresolved(problem)) continue;
      const key = JSON.stringify([problem.at, problem.message]);
      found.set(key, { problem, worlds: found.has(key) ? [] : [world] });
    }
  }
  return [...found.values()];
}

/** Whether the template refuses by `raise_compiler_error`: in one world alone, that is its author's will. */
function raisesItself({ snapshot }: FileContext, { at, causes }: Problem): boolean {
  const { path, span } = causes.at(-1) ?? at;
  return (snapshot.files.get(path)?.text.slice(span.start, span.end) ?? "").includes("raise_compiler_error");
}

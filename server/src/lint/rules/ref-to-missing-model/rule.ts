import { overlaps } from "../../../base/span.ts";
import { WORLDS, type World } from "../../../base/world.ts";
import type { Literal } from "../../../jinja/ast.ts";
import { defineRule, type FileContext, type Report } from "../../define-rule.ts";
import { isUnresolved, nameSpan, type RefUse, refsIn } from "../../refs.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

export const refToMissingModel = defineRule({
  name: "ref-to-missing-model",
  since: "0.1.0",
  severity: "error",
  looksAt: "file",
  worlds: [],
  summary: "A `ref()` or `source()` leads to nothing.",
  why: `
dbt resolves every name before it runs anything, so one wrong name stops the whole project.

While packages that the project asks for are not installed, the name may be theirs: the finding is then a hint.
`,
  fix: "sometimes",
  bad,
  good,
  check(context) {
    const { snapshot, node, template, report } = context;
    if (!node || !template) return;
    for (const use of refsIn(snapshot, node)) {
      if (use.resolved.kind === "found") continue;
      // Models that are disabled together are no mistake: dbt resolves the names of none of them.
      if (use.resolved.kind === "disabled" && (node.facts.config.enabled === false || !isMet(context, use))) continue;
      report({ ...told(context, use), worlds: worldsOf(context, use) });
    }
    checkMacros(context);
  },
});

const STOPS = "dbt stops before it runs anything.";

function told(context: FileContext, use: RefUse): Report {
  const { written, resolved } = use;
  if (resolved.kind === "missing" && "versions" in resolved && resolved.versions) return otherVersion(context, use);
  const wrong = wrongName(use);
  const at = { path: context.file.path, span: nameSpan(wrong) };
  const name = String(wrong.value);
  if (resolved.kind === "disabled") {
    return { at, message: `${name} is disabled, so nothing may refer to it. ${STOPS}` };
  }
  const suggestions = resolved.kind === "missing" ? resolved.suggestions : [];
  const fixes = suggestions
    .filter((it) => it !== context.node?.name || written.kind === "source")
    .map((it) => ({ title: `Change to '${it}'`, edits: [{ at, text: wrong.content ? it : `'${it}'` }] }));
  const missing = context.snapshot.environment.missingPackages.map((it) => it.name);
  if (missing.length > 0 && mayBeOfPackage(context, use)) {
    const message = `${what(use)}. It may come from a package that isn't installed (${missing.join(", ")}).`;
    return { at, message, severity: "hint", fixes };
  }
  return { at, message: `${what(use)}. ${STOPS}`, fixes };
}

/** The name is there, the version isn't. */
function otherVersion({ file }: FileContext, { written, resolved }: RefUse): Report {
  const versions = (resolved.kind === "missing" && "versions" in resolved && resolved.versions) || [];
  const name = String(written.names.at(-1)?.value);
  const version = written.kind === "ref" ? written.version : undefined;
  const at = { path: file.path, span: (version ?? written.call).span };
  const wanted = version ? `version ${String(version.value)}` : "latest version that is enabled";
  const there = versions.length === 0 ? "It has no versions" : `It has: ${versions.join(", ")}`;
  return { at, message: `${name} has no ${wanted}. ${there}. ${STOPS}` };
}

/** The argument that leads nowhere. */
function wrongName({ written, resolved }: RefUse): Literal {
  const [first, second] = written.names;
  const isSource = resolved.kind === "missing" && "unknown" in resolved && resolved.unknown === "source";
  const name = isSource ? first : (second ?? first);
  if (!name) throw new Error("a reference without a name");
  return name;
}

function what({ written, resolved }: RefUse): string {
  const [first, second] = written.names.map((it) => String(it.value));
  if (written.kind === "ref") {
    return second === undefined
      ? `No model, seed or snapshot is named ${first}`
      : `The package ${first} has no model, seed or snapshot named ${second}`;
  }
  const isSource = resolved.kind === "missing" && "unknown" in resolved && resolved.unknown === "source";
  return isSource ? `No source is named ${first}` : `The source ${first} has no table ${second}`;
}

/** A package that is there, the project itself, and a source that one of them declares, have no names that we don't know. */
function mayBeOfPackage({ snapshot }: FileContext, { written, resolved }: RefUse): boolean {
  if (written.kind === "source")
    return resolved.kind === "missing" && "unknown" in resolved && resolved.unknown === "source";
  const named = written.wanted.packageName;
  return named === undefined || !snapshot.environment.packages.some((it) => it.name === named);
}

/** Whether dbt comes across the name here, while parsing or in one of the worlds: a branch for others may be for those who enable the model. */
function isMet({ node, compiled }: FileContext, { written }: RefUse): boolean {
  if (written.kind === "source") {
    const [source, table] = written.names.map((it) => String(it.value));
    return node?.facts.sources.some((it) => it.source === source && it.table === table) ?? false;
  }
  const { name, packageName } = written.wanted;
  if (node?.facts.refs.some((it) => it.name === name && it.packageName === packageName)) return true;
  return WORLDS.some((world) =>
    compiled(world)?.problems.some((it) => isUnresolved(it) && it.message.includes(`'${name}'`)),
  );
}

/** dbt looks up every name before it runs anything; one that its parser doesn't meet fails where a world asks for it. */
function worldsOf({ compiled, file }: FileContext, { written }: RefUse): readonly World[] {
  const asks = (world: World) =>
    compiled(world)?.problems.some(
      ({ at, ...it }) => isUnresolved(it) && at.path === file.path && overlaps(at.span, written.call.span),
    );
  const only = WORLDS.filter(asks);
  return only.length === 1 ? only : WORLDS;
}

/** Names that macros ask for: the finding stands at the call. A name that Jinja puts together is none of ours. */
function checkMacros({ snapshot, file, compiled, report }: FileContext): void {
  for (const world of WORLDS) {
    for (const problem of compiled(world)?.problems ?? []) {
      const cause = problem.causes.at(-1);
      if (!cause || problem.at.path !== file.path || !isUnresolved(problem)) continue;
      const written = snapshot.files.get(cause.path)?.text.slice(cause.span.start, cause.span.end) ?? "";
      if (!/\b(?:ref|source)\s*\(\s*(?:'[^']*'|"[^"]*")\s*[,)]/.test(written)) continue;
      const [, what = "a name that leads nowhere"] = / depends on (.*)$/.exec(problem.message) ?? [];
      report({ at: problem.at, cause, message: `A macro asks for ${what}. ${STOPS}`, worlds: [world] });
    }
  }
}

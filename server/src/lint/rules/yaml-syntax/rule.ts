import { lineIndex } from "../../../base/line-index.ts";
import type { Problem } from "../../../base/problem.ts";
import type { ProjectSnapshot, SourceFile } from "../../../project/snapshot.ts";
import { parseYaml } from "../../../yaml/parse.ts";
import { defineRule, type FileContext } from "../../define-rule.ts";
import type { Severity } from "../../finding.ts";
import { patchedNodes } from "../../patched.ts";
import { sentence } from "../../sentence.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

export const yamlSyntax = defineRule({
  name: "yaml-syntax",
  since: "0.1.0",
  severity: "error",
  looksAt: "file",
  worlds: [],
  summary: "A YAML file doesn't parse, or says what dbt can't take.",
  why: `
dbt reads dbt_project.yml, profiles.yml, packages.yml and the properties files before anything else, and stops at the
first one that it can't read. A missing profile is a warning: everything but running works without one.
`,
  fix: "never",
  bad,
  good,
  check(context) {
    const { snapshot, template, report } = context;
    if (template) return;
    for (const problem of problemsIn(context)) {
      const { at, message, causes } = problem;
      report({ at, message: sentence(message), cause: causes.at(-1), severity: severityOf(snapshot, problem) });
    }
  },
});

/** A properties file's settings are judged where the node takes them; the shape of what can't be read is not judged at all. */
function problemsIn({ snapshot, file }: FileContext): readonly Problem[] {
  const nodes = patchedNodes(snapshot, file.path);
  const found = [...snapshot.environment.problems, ...nodes.flatMap((it) => it.facts.problems)];
  const here = found.filter((it) => it.at.path === file.path);
  if (here.length < 2) return here;
  const syntax = parseYaml(file).problems;
  if (syntax.length === 0) return here;
  return onePerLine(
    file,
    here.filter((it) => syntax.some(({ span }) => span.start === it.at.span.start)),
  );
}

/** Of what is said about one line the first is the cause. */
function onePerLine(file: SourceFile, problems: readonly Problem[]): readonly Problem[] {
  const lines = new Set<number>();
  return problems.filter(({ at }) => {
    const { line } = lineIndex(file).position(at.span.start);
    const isFirst = !lines.has(line);
    lines.add(line);
    return isFirst;
  });
}

/** dbt takes the last of two equal keys and warns; a profile, or a variable of the shell, is for each machine to have. */
function severityOf({ environment }: ProjectSnapshot, { kind, at, message }: Problem): Severity {
  if (message.includes("is already set above")) return "warning";
  if (message.startsWith("Env var required but not provided")) return "info";
  return kind === "config" && !environment.target.known && at.path === environment.root.file ? "warning" : "error";
}

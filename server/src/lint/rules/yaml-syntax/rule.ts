import { lineIndex } from "../../../base/line-index.ts";
import type { Problem } from "../../../base/problem.ts";
import { isYaml } from "../../../project/paths.ts";
import type { SourceFile } from "../../../project/snapshot.ts";
import { parseYaml } from "../../../yaml/parse.ts";
import { defineRule, type FileContext } from "../../define-rule.ts";
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
first one that it can't read.
`,
  fix: "never",
  bad,
  good,
  check(context) {
    const { file, report } = context;
    if (!isYaml(file.path)) return;
    for (const problem of problemsIn(context)) {
      const { at, message, causes, severity = "error" } = problem;
      report({ at, message: sentence(message), cause: causes.at(-1), severity });
    }
  },
});

/** A properties file's settings are judged where the node takes them; the shape of what can't be read is not judged at all. */
function problemsIn({ snapshot, file }: FileContext): readonly Problem[] {
  if (snapshot.environment.isIgnored(file.path)) return syntaxOf(file);
  const nodes = patchedNodes(snapshot, file.path);
  const found = [...snapshot.environment.problems, ...nodes.flatMap((it) => it.facts.problems)];
  const here = found.filter((it) => it.at.path === file.path && it.kind !== "profile");
  const unreadable = here.filter((it) => it.kind === "unreadable");
  if (unreadable.length > 0) return unreadable.slice(0, 1);
  if (here.length < 2) return here;
  const syntax = parseYaml(file).problems;
  if (syntax.length === 0) return here;
  return onePerLine(
    file,
    here.filter((it) => syntax.some(({ span }) => span.start === it.at.span.start)),
  );
}

/** Of a draft that dbt doesn't read, nothing but whether it is YAML. */
function syntaxOf(file: SourceFile): readonly Problem[] {
  const problems = parseYaml(file).problems.map(
    ({ span, ...it }): Problem => ({ ...it, kind: "yaml-syntax", at: { path: file.path, span }, causes: [] }),
  );
  return onePerLine(file, problems);
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

import { lineIndex } from "../../base/line-index.ts";
import type { Problem } from "../../base/problem.ts";
import type { ProjectSnapshot, SourceFile } from "../../project/snapshot.ts";
import { parseYaml } from "../../yaml/parse.ts";
import { defineRule, type FileContext } from "../define-rule.ts";
import { patchedNodes } from "../patched.ts";

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
  bad: [
    {
      clause: "the file is no YAML",
      code: `
//- models/shop.yml
models:
  - name: orders
   tests: []
^ yaml-syntax
`,
    },
    {
      clause: "the file has the wrong shape",
      code: `
//- models/shop.yml
models:
  orders:
  ^^^^^^ yaml-syntax
`,
    },
    {
      clause: "the profile that the project asks for is not there",
      severity: "warning",
      code: `
//- dbt_project.yml
name: shop
profile: shopp
         ^^^^^ yaml-syntax
`,
    },
  ],
  good: [
    {
      clause: "a properties file that dbt can read",
      code: `
//- models/shop.yml
version: 2
models:
  - name: orders
    description: "{{ doc('orders') }}"
    columns:
      - name: order_id
        data_tests: [unique, {not_null: {where: "order_id > 0"}}]
`,
    },
    {
      clause: "an empty file",
      code: `
//- models/shop.yml
# nothing yet
`,
    },
  ],
  check(context) {
    const { snapshot, template, report } = context;
    if (template) return;
    for (const problem of problemsIn(context)) {
      const { at, message, causes } = problem;
      report({ at, message, cause: causes.at(-1), severity: isAboutProfile(snapshot, problem) ? "warning" : "error" });
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

/** The entry that dbt_project.yml asks for is not there, which is for each machine to put right. */
function isAboutProfile({ environment }: ProjectSnapshot, { kind, at }: Problem): boolean {
  return kind === "config" && !environment.target.known && at.path === environment.root.file;
}

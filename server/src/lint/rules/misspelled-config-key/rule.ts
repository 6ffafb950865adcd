import { keysReadIn, meantSetting } from "../../../analysis/config-keys.ts";
import type { Location } from "../../../base/location.ts";
import { inSource } from "../../../base/span.ts";
import type { Template } from "../../../jinja/ast.ts";
import type { ConfigTree } from "../../../project/snapshot.ts";
import { configCalls } from "../../config-call.ts";
import { defineRule, type FileContext } from "../../define-rule.ts";
import { modelPatches } from "../../patched.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

export const misspelledConfigKey = defineRule({
  name: "misspelled-config-key",
  since: "0.1.0",
  severity: "warning",
  looksAt: "file",
  worlds: [],
  summary: "A key of a model's config looks like a slip of a setting.",
  why: `
dbt keeps a key that it doesn't know and says nothing. With \`unique_id\` for \`unique_key\` a model appends, with
\`merge_predicates\` for \`incremental_predicates\` it scans the whole table, with \`warehouse\` for \`snowflake_warehouse\` it
runs on another one.
`,
  fix: "always",
  bad,
  good,
  check(context) {
    const { snapshot, report } = context;
    for (const { key, at } of writtenKeys(context)) {
      const meant = meantSetting(key, snapshot.environment);
      if (meant === undefined) continue;
      report({
        at,
        message: `dbt reads no setting \`${key}\`; it reads \`${meant}\`. The key is kept and does nothing.`,
        fixes: [{ title: `Rename to ${meant}`, edits: [{ at, text: meant }] }],
      });
    }
  },
});

interface WrittenKey {
  readonly key: string;
  /** Of the key alone. */
  readonly at: Location;
}

/** The keys of models' configs that a file writes: in `config(…)`, a properties file or dbt_project.yml. */
function writtenKeys({ snapshot, file, template, node }: FileContext): readonly WrittenKey[] {
  if (template) return node?.resourceType === "model" ? keysInCalls(template, file.path) : [];
  const { root } = snapshot.environment;
  if (file.path === root.file) return keysInTree(root.configs.models);
  return modelPatches(snapshot, file.path).flatMap(({ config }) =>
    config.filter(({ at }) => at.path === file.path).map(({ key, at }) => ({ key, at })),
  );
}

/** What the model's own template reads of its config is no slip. */
function keysInCalls(template: Template, path: string): readonly WrittenKey[] {
  const read = keysReadIn(template.body);
  return configCalls(template)
    .all.flatMap((call) => call.arguments.keyword)
    .filter(({ name }) => !read.has(name))
    .map(({ name, nameSpan }) => ({ key: name, at: { path, span: nameSpan } }));
}

/** A key keeps its `+` when it is renamed. */
function keysInTree({ settings, children }: ConfigTree): readonly WrittenKey[] {
  const here = settings.map(({ key, at: { path, span } }) => ({
    key,
    at: { path, span: inSource(span.end - key.length, span.end) },
  }));
  return [...here, ...[...children.values()].flatMap(keysInTree)];
}

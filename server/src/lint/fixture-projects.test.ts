import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { ProjectHost } from "../project/host.ts";
import { loadProject } from "../project/load.ts";
import { lintFile, lintProject } from "./engine.ts";
import { rules } from "./rules/index.ts";

const folder = (name: string) => resolve("test-fixtures/projects", name);

async function hostOf(name: string): Promise<ProjectHost> {
  return new ProjectHost(await loadProject(folder(name), { env: {}, home: "/nowhere" }));
}

/** Rules by file, as the command line tells them. */
function found({ snapshot }: ProjectHost): Readonly<Record<string, readonly string[]>> {
  const linting = lintProject(snapshot);
  let step = linting.next();
  while (!step.done) step = linting.next();
  return Object.fromEntries(
    [...step.value].map(([path, all]) => [path, [...new Set(all.map((it) => it.rule))].sort()]),
  );
}

/** What the editor tells of a file that is open in it. */
function open(host: ProjectHost, name: string, path: string): readonly string[] {
  const text = readFileSync(join(folder(name), path), "utf8");
  return lintFile(host.apply({ kind: "overlay", path, text }), path).map((it) => it.rule);
}

const WRONG: Readonly<Record<string, readonly string[]>> = {
  "models/wrong/wrong_allowed.sql": ["unknown-rule-allowed"],
  "models/wrong/wrong_branch.sql": ["incremental-branch-breaks-sql"],
  "models/wrong/wrong_config_key.sql": ["misspelled-config-key"],
  "models/wrong/wrong_key_ignored.sql": ["unique-key-ignored-by-strategy"],
  "models/wrong/wrong_key_not_in_output.sql": ["unique-key-not-in-output"],
  "models/wrong/wrong_missing_filter.sql": ["missing-incremental-filter"],
  "models/wrong/wrong_missing_ref.sql": ["ref-to-missing-model"],
  "models/wrong/wrong_missing_unique_key.sql": ["missing-unique-key"],
  "models/wrong/wrong_not_called.sql": ["is-incremental-not-called"],
  "models/wrong/wrong_not_incremental.sql": ["is-incremental-in-non-incremental-model"],
  "models/wrong/wrong_schema_change.sql": ["invalid-on-schema-change"],
  "models/wrong/wrong_strategy.sql": ["invalid-strategy-for-adapter"],
  "models/wrong/wrong_this_outside.sql": ["this-outside-is-incremental"],
  "models/wrong/wrong_union.sql": ["union-branch-not-filtered"],
  "models/wrong/wrong_watermark_mismatch.sql": ["watermark-column-mismatch"],
  "models/wrong/wrong_watermark_missing.sql": ["watermark-column-not-in-output"],
};

/** What dbt refuses a whole project for: drafts of the shop, and the project `broken`. */
const DRAFTS = {
  "models/wrong/drafts/_wrong_yaml.yml": ["yaml-syntax"],
  "models/wrong/drafts/wrong_jinja.sql": ["jinja-syntax"],
};
const BROKEN = {
  "models/ring/ring_a.sql": ["self-reference"],
  "models/ring/ring_b.sql": ["self-reference"],
  "models/twice/a/same_name.sql": ["duplicate-model"],
  "models/twice/b/same_name.sql": ["duplicate-model"],
  "packages.yml": ["missing-package"],
  "models/half_microbatch.sql": ["microbatch-missing-config"],
};

test("the shop has one model that is wrong for each rule, and nothing else is wrong", async () => {
  expect(found(await hostOf("shop"))).toEqual(WRONG);
});

test("drafts that dbt leaves out show their syntax errors in an editor", async () => {
  const host = await hostOf("shop");
  for (const [path, expected] of Object.entries(DRAFTS)) expect(open(host, "shop", path)).toEqual(expected);
  expect(found(host)).toEqual(WRONG);
});

test("what dbt refuses a project for is found in the project `broken`", async () => {
  expect(found(await hostOf("broken"))).toMatchObject(BROKEN);
});

test("every rule is shown by a project, but for what a run finds", async () => {
  const shown = [WRONG, DRAFTS, BROKEN, found(await hostOf("no-profile"))].flatMap((it) => Object.values(it).flat());
  const missing = rules.map((it) => it.name).filter((it) => !shown.includes(it));
  expect(missing).toEqual(["run-failed"]);
});

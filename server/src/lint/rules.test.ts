import { describe, expect, test } from "vitest";
import { drawMarks, type Mark, parseFixture } from "../../test-kit/fixture.ts";
import { projectOf } from "../../test-kit/project.ts";
import type { World } from "../base/world.ts";
import { WORLDS } from "../base/world.ts";
import { compile } from "../compile/compile.ts";
import type { ProjectSnapshot, SqlTree } from "../project/snapshot.ts";
import { parse } from "../sql/parse.ts";
import type { BadExample, Example, Rule } from "./define-rule.ts";
import { lintFile } from "./engine.ts";
import type { Finding, Fix } from "./finding.ts";
import { rules } from "./rules/index.ts";

/** What every example may refer to. */
const BASE: Readonly<Record<string, string>> = {
  "models/base/orders.sql":
    "select 1 as order_id, 2 as customer_id, 'paid' as status, 3 as amount, current_timestamp as updated_at\n",
  "models/base/events.sql":
    "select 1 as event_id, 2 as customer_id, 'view' as kind, current_timestamp as occurred_at, current_timestamp as loaded_at\n",
  "models/base/_sources.yml": "sources:\n  - name: shop\n    tables:\n      - name: orders\n",
};

function profileOf(adapter: string): string {
  const names = "database: dev, dbname: dev, project: dev, catalog: dev, schema: main, dataset: main";
  return `shop: {target: dev, outputs: {dev: {type: ${adapter}, ${names}, path: dev.duckdb}}}\n`;
}

function snapshotOf(files: ReadonlyMap<string, string>, { adapter = "duckdb", lastRun }: Example): ProjectSnapshot {
  const snapshot = projectOf(new Map([...Object.entries(BASE), ["profiles.yml", profileOf(adapter)], ...files]));
  if (!lastRun) return snapshot;
  const text = lastRun.text ?? files.get("models/model.sql") ?? "";
  const failure = { message: lastRun.message, at: undefined, text };
  return { ...snapshot, runFailures: new Map([["model.shop.model", failure]]) };
}

/** The snapshot as it is once the worker has answered. */
async function withTrees(snapshot: ProjectSnapshot): Promise<ProjectSnapshot> {
  const trees = new Map<string, SqlTree | "unparsable">();
  for (const id of snapshot.nodes.ids) {
    const node = snapshot.nodes.get(id);
    if (node?.resourceType !== "model") continue;
    for (const world of WORLDS) {
      const { sql } = compile(snapshot, node, world);
      trees.set(sql, await parse(sql, snapshot.environment.target.type));
    }
  }
  return { ...snapshot, trees };
}

function findingsIn(rule: Rule, snapshot: ProjectSnapshot, paths: Iterable<string>): readonly Finding[] {
  return [...paths].flatMap((path) => lintFile(snapshot, path, { rules: [rule] }));
}

const markOf = ({ at, rule, worlds }: Finding): Mark => ({ ...at, text: [rule, ...worlds].join(" ") });

function applied(text: string, { edits }: Fix): string {
  return [...edits]
    .sort((a, b) => b.at.span.start - a.at.span.start)
    .reduce(
      (result, { at, text: inserted }) => result.slice(0, at.span.start) + inserted + result.slice(at.span.end),
      text,
    );
}

async function checkBad(rule: Rule, example: BadExample): Promise<void> {
  const { files, marks } = parseFixture(example.code);
  const plain = snapshotOf(files, example);
  const seen = await withTrees(plain);
  const found = findingsIn(rule, seen, files.keys());
  expect(drawMarks(files, found.map(markOf))).toBe(drawMarks(files, marks));
  expect(marks, "an example that marks nothing shows nothing").not.toEqual([]);
  expect(new Set(found.map((it) => it.severity))).toEqual(new Set([example.severity ?? rule.severity]));
  if (example.needsTree) expect(findingsIn(rule, plain, files.keys()), "found without a tree").toEqual([]);
  else expect(findingsIn(rule, plain, files.keys())).toEqual(found);
  for (const { message } of found) expect(message).toMatch(/\.$/);

  for (const { title, fixed } of example.fixes ?? []) {
    const [finding] = found;
    const fix = found.flatMap((it) => it.fixes).find((it) => it.title === title);
    expect(
      fix && finding,
      `offers: ${found.flatMap((it) => it.fixes.map((one) => one.title)).join("; ")}`,
    ).toBeDefined();
    if (!fix || !finding) continue;
    const { path } = finding.at;
    const after = applied(files.get(path) ?? "", fix);
    expect(after).toBe(fixed.replace(/^\n/, ""));
    const clean = findingsIn(
      rule,
      await withTrees(snapshotOf(new Map([...files, [path, after]]), example)),
      files.keys(),
    );
    expect(clean, "a fixed text is clean").toEqual([]);
  }
  if (rule.fix === "always") expect(found.every((it) => it.fixes.length > 0)).toBe(true);
  if (rule.fix === "never") expect(found.every((it) => it.fixes.length === 0)).toBe(true);
}

async function checkGood(rule: Rule, example: Example): Promise<void> {
  const { files, marks } = parseFixture(example.code);
  expect(marks).toEqual([]);
  const plain = snapshotOf(files, example);
  for (const snapshot of [plain, await withTrees(plain)]) {
    expect(drawMarks(files, findingsIn(rule, snapshot, files.keys()).map(markOf))).toBe(drawMarks(files, []));
  }
}

const allWorlds: readonly World[] = WORLDS;

for (const rule of rules) {
  describe(rule.name, () => {
    test("says what a rule must say", () => {
      const missing = [
        /^[a-z]+(?:-[a-z]+)+$/.test(rule.name) ? "" : "name: lower-case words joined by hyphens",
        /^\d+\.\d+\.\d+$/.test(rule.since) ? "" : "since: the version that brings it",
        /^.{10,78}\.$/.test(rule.summary) ? "" : "summary: one sentence of less than 80 characters",
        /\S{20}|\S+ \S+/.test(rule.why) ? "" : "why: what goes wrong in the user's project",
        rule.bad.length > 0 ? "" : "bad: an example for each clause of what it finds",
        rule.good.length > 0 ? "" : "good: an example for each exception",
        rule.looksAt === "file" || rule.worlds.every((it) => allWorlds.includes(it)) ? "" : "worlds",
      ].filter((it) => it !== "");
      expect(missing, `Fill in server/src/lint/rules/${rule.name}/`).toEqual([]);
    });
    for (const example of rule.bad) test(`finds ${example.clause}`, () => checkBad(rule, example));
    for (const example of rule.good) test(`is silent: ${example.clause}`, () => checkGood(rule, example));
  });
}

test("rules are listed by name, each once", () => {
  const names = rules.map((it) => it.name);
  expect(names).toEqual([...new Set(names)].sort());
});

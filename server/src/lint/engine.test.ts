import { expect, test } from "vitest";
import { hostOf, projectOf } from "../../test-kit/project.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";
import { defineRule, type Rule } from "./define-rule.ts";
import { lintFile, lintModel, lintProject } from "./engine.ts";

const UPSTREAM = { "models/orders.sql": "select 1 as order_id, current_timestamp as updated_at" };
const NO_KEY = `{{ config(materialized='incremental', incremental_strategy='merge') }}
select * from {{ ref('orders') }} {% if is_incremental() %}where updated_at >= (select max(updated_at) from {{ this }}){% endif %}`;

const model = (text: string) => projectOf({ ...UPSTREAM, "models/m.sql": text });
const found = (snapshot: ProjectSnapshot, path = "models/m.sql") =>
  lintFile(snapshot, path).map((it) => `${it.severity} ${it.rule}`);

test("a comment on the line, on the line above or at the file's head allows a finding", () => {
  expect(found(model(NO_KEY))).toEqual(["warning missing-unique-key"]);
  const allow = "highwater: allow missing-unique-key — duplicates are counted";
  expect(found(model(`-- ${allow}\n${NO_KEY}`))).toEqual([]);
  expect(found(model(`{# ${allow} #}\n\n-- more of it\n\n${NO_KEY}`))).toEqual([]);
  expect(found(model(NO_KEY.replace("\n", ` {# ${allow} #}\n`)))).toEqual([]);
  expect(found(model(`select 1;\n${NO_KEY}`.replace("select 1;\n", `{% set a = 1 %}\n{#- ${allow} -#}\n`)))).toEqual(
    [],
  );
});

test("a comment allows only what it names, and only where it stands", () => {
  expect(found(model(`-- highwater: allow missing-incremental-filter\n${NO_KEY}`))).toEqual([
    "warning missing-unique-key",
  ]);
  expect(found(model(`-- highwater: allow jinja-syntax, missing-unique-key\n${NO_KEY}`))).toEqual([]);
  expect(found(model(`${NO_KEY}\n-- highwater: allow missing-unique-key`))).toEqual(["warning missing-unique-key"]);
  expect(found(model(`-- noqa: missing-unique-key\n${NO_KEY}`))).toEqual(["warning missing-unique-key"]);
});

test("a Jinja comment of several lines allows a finding on its own lines and on the one below it", () => {
  const key = NO_KEY.split("\n")[0] ?? "";
  const comment = "{#\n  highwater: allow missing-unique-key — duplicates are counted\n  downstream\n#}";
  const rest = NO_KEY.slice(key.length);
  expect(found(model(`{% set a = 1 %}\n${comment}\n${key}${rest}`))).toEqual([]);
  expect(found(model(`{% set a = 1 %}\n${comment}\n\n${key}${rest}`))).toEqual(["warning missing-unique-key"]);
  // The same words outside of any comment are the query's own text.
  expect(found(model(`{% set a = 1 %}\nhighwater: allow missing-unique-key\n${key}${rest}`))).toEqual([
    "warning missing-unique-key",
  ]);
});

test("the macro's line may carry the comment too", () => {
  const snapshot = (comment: string) =>
    projectOf({
      ...UPSTREAM,
      "macros/newest.sql": `{% macro newest() %}\n{# ${comment} #}\n(select max(updated_at) from {{ this }}){% endmacro %}`,
      "models/m.sql": `{{ config(materialized='incremental', unique_key='order_id') }}\nselect * from {{ ref('orders') }} where updated_at > {{ newest() }}`,
    });
  expect(found(snapshot(""))).toEqual(["error this-outside-is-incremental"]);
  expect(found(snapshot("highwater: allow this-outside-is-incremental"))).toEqual([]);
});

test("a finding that a macro causes stands at the call and names the macro's line", () => {
  const macro = "{% macro newest() %}(select max(updated_at) from {{ this }}){% endmacro %}";
  const text =
    "{{ config(materialized='incremental', unique_key='order_id') }}\nselect * from {{ ref('orders') }} where updated_at > {{ newest() }}";
  const [finding] = lintFile(
    projectOf({ ...UPSTREAM, "macros/newest.sql": macro, "models/m.sql": text }),
    "models/m.sql",
  );
  expect(finding && text.slice(finding.at.span.start, finding.at.span.end)).toBe("newest()");
  expect(finding?.cause?.path).toBe("macros/newest.sql");
  expect(macro.slice(finding?.cause?.span.start, finding?.cause?.span.end)).toBe("{{ this }}");
});

test("a disabled model gives hints at most", () => {
  expect(found(model(NO_KEY.replace("config(", "config(enabled=false, ")))).toEqual(["hint missing-unique-key"]);
});

test("files of packages are not the user's to change", () => {
  const snapshot = projectOf({
    "dbt_packages/other/dbt_project.yml": "name: other\n",
    "dbt_packages/other/models/m.sql": NO_KEY,
    "dbt_packages/other/models/broken.sql": "{% if %}",
  });
  expect(found(snapshot, "dbt_packages/other/models/m.sql")).toEqual([]);
  expect(found(snapshot, "dbt_packages/other/models/broken.sql")).toEqual([]);
});

test("what a Jinja error does to the model is not reported beside it", () => {
  expect(found(model(`${NO_KEY}\n{% if %}`))).toEqual(["error jinja-syntax"]);
  expect(found(model(`${NO_KEY}\n{{ 1 / 0 }}`))).toEqual(["error jinja-syntax"]);
});

test("an unchanged file gives the very same findings, whatever else is typed", () => {
  const host = hostOf({ ...UPSTREAM, "models/m.sql": NO_KEY, "models/other.sql": "select 1 as id" });
  const before = lintFile(host.snapshot, "models/m.sql");
  const after = host.apply({ kind: "overlay", path: "models/other.sql", text: "select 2 as id" });
  expect(lintFile(after, "models/m.sql")).toBe(before);
  const renamed = host.apply({ kind: "overlay", path: "models/m.sql", text: NO_KEY.replace("'merge'", "'append'") });
  expect(lintFile(renamed, "models/m.sql")).not.toBe(before);
});

test("an edit upstream is seen, and one that changes no column makes nothing anew", () => {
  const host = hostOf({
    "models/stg.sql": "select 1 as a",
    "models/m.sql":
      "{{ config(materialized='incremental', incremental_strategy='merge', unique_key='a') }} select * from {{ ref('stg') }}",
  });
  const before = lintFile(host.snapshot, "models/m.sql");
  const same = host.apply({ kind: "overlay", path: "models/stg.sql", text: "select 2 as a where true" });
  expect(lintFile(same, "models/m.sql")).toBe(before);
  const other = host.apply({ kind: "overlay", path: "models/stg.sql", text: "select 2 as b" });
  expect(found(other)).toContain("error unique-key-not-in-output");
});

test("a model that goes takes along the peace of those that refer to it", () => {
  const host = hostOf({ ...UPSTREAM, "models/m.sql": "select * from {{ ref('orders') }}" });
  expect(found(host.snapshot)).toEqual([]);
  expect(found(host.apply({ kind: "disk", path: "models/orders.sql", text: undefined }))).toEqual([
    "error ref-to-missing-model",
  ]);
});

test("the whole project, file by file, with a rest after each", () => {
  const snapshot = projectOf({ ...UPSTREAM, "models/m.sql": NO_KEY, "models/broken.yml": "models: [" });
  const steps = lintProject(snapshot);
  let yields = 0;
  let step = steps.next();
  for (; !step.done; step = steps.next()) yields++;
  expect([...step.value].map(([path, it]) => [path, it.map((one) => one.rule)])).toEqual([
    ["models/m.sql", ["missing-unique-key"]],
    ["models/broken.yml", ["yaml-syntax"]],
  ]);
  expect(yields).toBe(snapshot.files.size);
});

const about = { since: "0.1.0", severity: "info", summary: "", why: "", fix: "never", bad: [], good: [] } as const;
const throwing: Rule = defineRule({
  ...about,
  name: "throwing-rule",
  looksAt: "file",
  worlds: [],
  check: () => {
    throw new Error("a bug");
  },
});
const worldly: Rule = defineRule({
  ...about,
  name: "worldly-rule",
  looksAt: "model",
  worlds: ["incremental", "full-refresh"],
  check({ compiled, report }) {
    const [use] = compiled.thisUses;
    if (use) report({ at: use.at, message: "Reads itself." });
  },
});

test("a rule that throws is told of, and the others still run", () => {
  const snapshot = model(NO_KEY);
  const node = snapshot.nodes.at("models/m.sql");
  if (!node) throw new Error("no model");
  const bugs: unknown[] = [];
  const findings = lintModel(snapshot, node, {
    rules: [throwing, worldly],
    onBug: (rule, error) => bugs.push([rule, error]),
  });
  expect(bugs).toEqual([["throwing-rule", new Error("a bug")]]);
  expect(findings.map((it) => it.rule)).toEqual(["worldly-rule"]);
  expect(() => lintModel(snapshot, node, { rules: [throwing] })).toThrow("a bug");
});

test("what both worlds show is one finding that names both", () => {
  const worlds = (text: string) => lintFile(model(text), "models/m.sql", { rules: [worldly] }).map((it) => it.worlds);
  const config = "{{ config(materialized='incremental') }}";
  expect(worlds(`${config} select * from {{ this }}`)).toEqual([["incremental", "full-refresh"]]);
  expect(worlds(`${config} {% if is_incremental() %}select * from {{ this }}{% endif %}`)).toEqual([["incremental"]]);
  expect(worlds(`${config} {% if not is_incremental() %}select * from {{ this }}{% endif %}`)).toEqual([
    ["full-refresh"],
  ]);
});

test("a ring that another file closes, or a second file of the name, shows in a file that didn't change", () => {
  const host = hostOf({ "models/a.sql": "select * from {{ ref('b') }}", "models/b.sql": "select 1 as id" });
  const rulesIn = (path: string) => lintFile(host.snapshot, path).map((it) => it.rule);
  const type = (path: string, text: string | undefined) => host.apply({ kind: "disk", path, text });
  expect(rulesIn("models/a.sql")).toEqual([]);
  type("models/b.sql", "select * from {{ ref('a') }}");
  expect(rulesIn("models/a.sql")).toEqual(["self-reference"]);
  type("models/b.sql", "select 1 as id");
  expect(rulesIn("models/a.sql")).toEqual([]);
  type("models/sub/a.sql", "select 2 as id");
  expect(rulesIn("models/a.sql")).toEqual(["duplicate-model"]);
  type("models/sub/a.sql", "{{ config(enabled=false) }} select 2 as id");
  expect(rulesIn("models/a.sql")).toEqual([]);
});

test("a missing package is told once, with the models that need it; installing it takes it away", () => {
  const files = {
    "packages.yml":
      "packages:\n  - package: dbt-labs/dbt_utils\n    version: 1.0.0\n  - package: dbt-labs/codegen\n    version: 1.0.0\n",
    "models/a.sql": "select {{ dbt_utils.star(ref('b')) }} from {{ ref('b') }}",
    "models/b.sql": "select 1 as id",
  };
  const host = hostOf(files);
  const said = () => lintFile(host.snapshot, "packages.yml").map((it) => it.message);
  expect(said()).toEqual(["dbt_utils and codegen are not installed: 1 model is partly unknown. Run `dbt deps`."]);
  host.apply({ kind: "disk", path: "models/b.sql", text: "select {{ codegen.x() }} as id" });
  expect(said()).toEqual(["dbt_utils and codegen are not installed: 2 models are partly unknown. Run `dbt deps`."]);
  host.apply({ kind: "disk", path: "dbt_packages/codegen/dbt_project.yml", text: "name: codegen\n" });
  host.apply({ kind: "disk", path: "models/b.sql", text: "select 1 as id" });
  expect(said()).toEqual(["dbt_utils is not installed: 1 model is partly unknown. Run `dbt deps`."]);
});

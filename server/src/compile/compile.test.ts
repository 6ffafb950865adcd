import { expect, test } from "vitest";
import { bothWorlds, compiledOf, compileIn } from "../../test-kit/compile.ts";
import { hostOf } from "../../test-kit/project.ts";
import { compile } from "./compile.ts";

const asked = "{{ is_incremental() }} {{ flags.FULL_REFRESH }}";

/** dbt's table of `is_incremental()` (spec 1.1, 1.2): what config says, then the answer and the flag in each world. */
const rows: readonly (readonly [config: string, incremental: string, fullRefresh: string])[] = [
  ["materialized='incremental'", "True False", "False True"],
  ["materialized='incremental', full_refresh=false", "True False", "False False"],
  ["materialized='incremental', full_refresh=true", "False False", "False True"],
  ["materialized='incremental', full_refresh=none", "True False", "False True"],
  ["materialized='table'", "False False", "False True"],
  ["materialized='view'", "False False", "False True"],
  ["materialized='ephemeral'", "False False", "False True"],
  ["materialized='my_incremental'", "False False", "False True"],
];

for (const [config, incremental, fullRefresh] of rows)
  test(`is_incremental() with ${config}`, () => {
    expect(bothWorlds(`{{ config(${config}) }}${asked}`)).toEqual([incremental, fullRefresh]);
  });

const existing = (type: "table" | "view" | "other") => new Map([["dev.main.model", type] as const]);
const incremental = `{{ config(materialized='incremental') }}${asked}`;

for (const [name, relations, fullRefresh, expected] of [
  ["a table", existing("table"), false, "True False"],
  ["a view", existing("view"), false, "False False"],
  ["something else", existing("other"), false, "False False"],
  ["nothing", new Map(), false, "False False"],
  ["a table under the flag", existing("table"), true, "False True"],
] as const)
  test(`facts of the target replace the pretence: ${name}`, () => {
    const options = { relations, fullRefresh };
    expect(compiledOf(incremental, "incremental", { options }).sql).toBe(expected);
  });

test("only a run says so in flags.WHICH", () => {
  expect(compiledOf("{{ flags.WHICH }}", "incremental").sql).toBe("compile");
  expect(compiledOf("{{ flags.WHICH }}", "incremental", { options: { command: "run" } }).sql).toBe("run");
});

test("a project's own is_incremental wins, and its answer is noted", () => {
  const compiled = compiledOf(
    `
//- macros/own.sql
{% macro is_incremental() %}{{ return(true) }}{% endmacro %}
//- models/model.sql
{{ config(materialized='view') }}{% if is_incremental() %}yes{% endif %}
`,
    "full-refresh",
  );
  expect(compiled.sql).toBe("yes");
  expect(compiled.incrementalChecks.map((it) => it.result)).toEqual([true]);
});

test("a project's own should_full_refresh decides as well", () => {
  const files = `
//- macros/own.sql
{% macro should_full_refresh() %}{{ return(true) }}{% endmacro %}
//- models/model.sql
{{ config(materialized='incremental') }}{{ dbt.is_incremental() }}
`;
  expect(bothWorlds(files)).toEqual(["False", "False"]);
});

test("the text is stripped at both ends, and what Jinja leaves inside stays", () => {
  expect(bothWorlds("\n\n  {{ config(materialized='table') }}\n\nselect 1\n\n")[0]).toBe("\n\nselect 1");
});

test("without Jinja a text keeps its line ends, with Jinja CRLF becomes LF", () => {
  expect(compiledOf("\r\nselect 1,\r\n2\r\n", "incremental").sql).toBe("select 1,\r\n2");
  expect(compiledOf("\r\nselect 1,\r\n{{ 2 }}\r\n", "incremental").sql).toBe("select 1,\n2");
});

test("every verbatim stretch stands in its file just so", () => {
  const text = "\r\n  select a,\r\n  {{ 1 }}\r\n  from {{ this }}\r\n";
  const { sql, segments } = compiledOf(text, "incremental");
  const file = `${text}\n`;
  expect(segments.map((it) => it.rendered.start)).toEqual([0, ...segments.slice(0, -1).map((it) => it.rendered.end)]);
  expect(segments.at(-1)?.rendered.end).toBe(sql.length);
  for (const it of segments) {
    if (it.kind !== "verbatim") continue;
    const written = file.slice(it.source.span.start, it.source.span.end).replaceAll("\r\n", "\n");
    expect(sql.slice(it.rendered.start, it.rendered.end)).toBe(written);
  }
});

test("a ref to a model that isn't there, or is disabled, is dbt's error", () => {
  const missing = compiledOf("select * from {{ ref('nope') }}", "incremental");
  expect(missing.status).toBe("error");
  expect(missing.problems.map((it) => it.message)).toEqual([
    "Model 'model.shop.model' (models/model.sql) depends on a node named 'nope' which was not found",
  ]);
  const disabled = compiledOf(
    "//- models/off.sql\n{{ config(enabled=false) }}select 1\n//- models/model.sql\nselect * from {{ ref('off') }}\n",
    "incremental",
  );
  expect(disabled.problems.map((it) => it.message)).toEqual([
    "Model 'model.shop.model' (models/model.sql) depends on a node named 'off' which is disabled",
  ]);
});

const branch = (hint: string) => `
//- models/other.sql
select 1
//- models/model.sql
${hint}{{ config(materialized='incremental') }}
{% if is_incremental() %}select * from {{ ref('other') }}{% endif %}
`;

test("a ref that only the incremental branch holds is refused there, unless a hint names it", () => {
  const refused = compiledOf(branch(""), "incremental");
  expect(refused.problems[0]?.message).toMatch(/^dbt was unable to infer all dependencies for the model "model"/);
  expect(compiledOf(branch(""), "full-refresh").status).toBe("ok");
  expect(compiledOf(branch("-- depends_on: {{ ref('other') }}\n"), "incremental").status).toBe("ok");
});

test("what only a query can tell is unknown, and nothing fails", () => {
  const compiled = compiledOf(
    "{% set rows = run_query('select 1') %}select {% for it in rows.columns[0].values() %}{{ it }},{% endfor %} {{ rows[0][0] }}",
    "incremental",
  );
  expect(compiled.status).toBe("partly-unknown");
  expect(compiled.problems).toEqual([]);
  expect(compiled.unknowns.length).toBeGreaterThan(0);
  expect([...compiled.reads]).toEqual(["run_query"]);
});

test("a package that isn't installed makes what it would print unknown, by name", () => {
  const compiled = compiledOf(
    "//- packages.yml\npackages:\n  - package: dbt-labs/dbt_utils\n    version: 1.3.3\n//- models/model.sql\nselect {{ dbt_utils.star(this) }}\n",
    "incremental",
  );
  expect(compiled.status).toBe("partly-unknown");
  expect(compiled.unknowns[0]?.reason).toContain('"dbt_utils" is not installed');
});

test("a hostile template ends with a limit", () => {
  const compiled = compiledOf(
    "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
    "incremental",
  );
  expect(compiled.status).toBe("error");
  expect(compiled.problems[0]?.kind).toBe("limit");
});

test("a syntax error makes the model one that dbt refuses", () => {
  expect(compiledOf("select {{ 1 + }}", "incremental").status).toBe("error");
});

const three = {
  "models/a.sql": "select * from {{ ref('b') }}",
  "models/b.sql": "select 1 as id",
  "models/c.sql": "select 2 as id",
};

test("typing elsewhere compiles nothing again; a change that matters does", () => {
  const host = hostOf(three);
  const first = compileIn(host.snapshot, "incremental", "a");
  const change = (path: string, text: string) => host.apply({ kind: "overlay", path, text });
  expect(compileIn(change("models/c.sql", "select 3 as id"), "incremental", "a")).toBe(first);
  expect(compileIn(change("models/b.sql", "select 4 as id"), "incremental", "a")).toBe(first);
  const renamed = compileIn(change("models/b.sql", "{{ config(alias='other') }}select 1"), "incremental", "a");
  expect(renamed.sql).toBe('select * from "dev"."main"."other"');
});

test("a model that comes into being is found, and the text of an ephemeral one counts", () => {
  const host = hostOf({ "models/a.sql": "select * from {{ ref('b') }}" });
  expect(compileIn(host.snapshot, "incremental", "a").status).toBe("error");
  const write = (text: string) => host.apply({ kind: "disk", path: "models/b.sql", text });
  const ephemeral = "{{ config(materialized='ephemeral') }}select ";
  expect(compileIn(write(`${ephemeral}1`), "incremental", "a").sql).toContain("select 1\n)");
  expect(compileIn(write(`${ephemeral}2`), "incremental", "a").sql).toContain("select 2\n)");
});

test("a Python model is no template, and what dbt adds to it is not made up", () => {
  const python = "def model(dbt, session):\n    return {{'a': 1}}  # {% if %}\n";
  const host = hostOf({ "models/model.py": python });
  const node = host.snapshot.nodes.get("model.shop.model");
  if (!node) throw new Error("the model is there");
  const { sql, status, problems, unknowns } = compile(host.snapshot, node, "incremental");
  expect({ sql, status, problems }).toEqual({ sql: python.trim(), status: "partly-unknown", problems: [] });
  expect(unknowns.map((it) => it.at.path)).toEqual(["models/model.py"]);
  expect(node.facts.unknownConfig).toBe("all");
});

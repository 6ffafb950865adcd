import { expect, test } from "vitest";
import { parseFixture } from "../../test-kit/fixture.ts";
import { projectOf } from "../../test-kit/project.ts";
import { compile } from "../compile/compile.ts";
import { linesMade, sourceOfLine } from "./line-links.ts";

const MACRO = `
//- macros/since.sql
{% macro since(column) %}
where {{ column }} >
  (select max({{ column }}) from {{ this }})
{% endmacro %}
//- models/model.sql
{{ config(materialized='incremental') }}
select id,
  at
from {{ ref('orders') }}
{% if is_incremental() %}{{ since('at') }}{% endif %}
//- models/orders.sql
select 1 as id, now() as at
`;

function opened(fixture: string) {
  const { files, cursor } = parseFixture(fixture);
  const snapshot = projectOf(files);
  const [node] = snapshot.nodes.named("model");
  if (!node) throw new Error("no model");
  const sql = compile(snapshot, node, "incremental").sql.split("\n");
  const lineWith = (text: string) => sql.findIndex((it) => it.includes(text));
  return { snapshot, node, cursor: cursor ?? { path: "", offset: 0 }, sql, lineWith };
}

/** The texts of the lines that the cursor makes, in the incremental world. */
function madeAt(before: string, after: string): readonly string[] {
  const { snapshot, node, cursor, sql } = opened(MACRO.replace(before, after));
  return linesMade(snapshot, node, cursor).incremental.map((it) => sql[it]?.trim() ?? "");
}

test("a line of the model makes the line that it became", () => {
  expect(madeAt("  at\n", "  a$0t\n")).toEqual(["at"]);
  expect(madeAt("ref('orders')", "ref('ord$0ers')")).toEqual(['from "dev"."main"."orders"']);
});

test("a call makes every line that its macro printed, and only in the world that calls it", () => {
  const lines = ["where at >", '(select max(at) from "dev"."main"."model")'];
  expect(madeAt("since('at')", "since('a$0t')").filter((it) => it !== "")).toEqual(lines);
  const { snapshot, node, cursor } = opened(MACRO.replace("since('at')", "since('a$0t')"));
  expect(linesMade(snapshot, node, cursor)["full-refresh"]).toEqual([]);
});

test("a macro's own text makes its lines", () => {
  expect(madeAt("(select max", "(sel$0ect max")).toEqual(['(select max(at) from "dev"."main"."model")']);
});

test("a tag that prints nothing makes nothing", () => {
  expect(madeAt("is_incremental()", "is_incre$0mental()")).toEqual([]);
});

test("a line leads to where it was written, in the model or in the macro", () => {
  const { snapshot, node, lineWith } = opened(MACRO);
  const source = (text: string) => {
    const at = sourceOfLine(snapshot, node, { world: "incremental", line: lineWith(text) });
    return at && `${at.path}: ${snapshot.files.get(at.path)?.text.slice(at.span.start, at.span.end)}`;
  };
  expect(source("select id,")).toBe("models/model.sql: select id,");
  expect(source("from ")).toMatch(/^models\/model.sql: from /);
  expect(source("(select max")).toMatch(/^macros\/since.sql: \(select max\(/);
});

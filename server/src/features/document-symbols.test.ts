import { expect, test } from "vitest";
import { projectOf } from "../../test-kit/project.ts";
import { type DocumentSymbol, documentSymbols } from "./document-symbols.ts";
import { workspaceSymbols } from "./workspace-symbols.ts";

/** `kind name` of each symbol, what stands in it indented below; each name is checked against the text it claims. */
function outlineOf(path: string, text: string): string {
  const lines = (symbols: readonly DocumentSymbol[], indent: string): readonly string[] =>
    symbols.flatMap(({ name, kind, nameSpan, span, children }) => {
      expect(text.slice(nameSpan.start, nameSpan.end)).toBe(name);
      expect(span.start <= nameSpan.start && nameSpan.end <= span.end).toBe(true);
      return [`${indent}${kind} ${name}`, ...lines(children, `${indent}  `)];
    });
  return lines(documentSymbols(projectOf({ [path]: text }), path), "").join("\n");
}

test("a model's outline holds its config, its variables and its CTEs, those of both branches", () => {
  const outline = outlineOf(
    "models/model.sql",
    `{{ config(materialized='incremental') }}
{% set days = 3 %}
with orders as (
  select * from {{ ref('orders') }}
  {% if is_incremental() %}{% set since = 1 %}where at > {{ since }}{% endif %}
),
{% if target.name == 'dev' %}
few as (select * from orders limit {{ days }}),
{% else %}
many as (select * from orders),
{% endif %}
nested as (with inner_one as (select 1) select * from inner_one)
select * from nested`,
  );
  expect(outline).toBe(
    [
      "config config",
      "variable days",
      "cte orders",
      "variable since",
      "cte few",
      "cte many",
      "cte nested",
      "  cte inner_one",
    ].join("\n"),
  );
});

test("a half-typed model keeps its outline", () => {
  expect(outlineOf("models/model.sql", "with a as (select 1),\nb as (select * from {{ ref('a }}\n)\nselect")).toBe(
    "cte a\ncte b",
  );
});

test("a macro's file lists macros with their variables, and tests", () => {
  const text = "{% macro a(x) %}{% set y = 1 %}{% endmacro %}\n{% test b(model) %}select 1{% endtest %}";
  expect(outlineOf("macros/a.sql", text)).toBe("macro a\n  variable y\ntest b");
});

test("the workspace's symbols are found by letters of their names", () => {
  const snapshot = projectOf({
    "models/orders_daily.sql": "select 1",
    "models/events.sql": "select 1",
    "seeds/countries.csv": "code",
    "macros/since.sql": "{% macro since_orders() %}{% endmacro %}",
    "models/s.yml": "sources: [{name: raw, tables: [{name: orders}]}]",
  });
  const found = (query: string) =>
    workspaceSymbols(snapshot, query).map((it) => `${it.kind} ${it.container}.${it.name}`);
  expect(found("ordd")).toEqual(["model shop.orders_daily"]);
  expect(found("Orders")).toEqual(["model shop.orders_daily", "source raw.orders", "macro shop.since_orders"]);
  expect(found("")).toHaveLength(5);
  expect(found("nothing at all")).toEqual([]);
  const [macro] = workspaceSymbols(snapshot, "since");
  expect(macro?.at).toEqual({ path: "macros/since.sql", span: { start: 9, end: 21 } });
});

import { expect, test } from "vitest";
import { subjectIn } from "../../test-kit/subject.ts";
import { outputRoots } from "./output.ts";

const RAW = "\n//- models/raw.yml\nsources: [{name: raw, tables: [{name: a}, {name: b}]}]\n";
const roots = (sql: string, column: string, more = "") => {
  const found = outputRoots(subjectIn(`//- models/model.sql\n${sql}${RAW}${more}`), column);
  return found && [...found].map((it) => it.replace(/^.*\./, "")).sort();
};

test("a column's roots through aliases, expressions, CTEs and subqueries", () => {
  const sql = `with x as (select a.id as k, cast(a.ts as date) as d, upper(n) || k2 as label from {{ source('raw', 'a') }} a)
    select k, y.d as day, (label) as "Name", 1 as one, current_timestamp as now from (select * from x) y`;
  expect(roots(sql, "K")).toEqual(["a id"]);
  expect(roots(sql, "day")).toEqual(["a ts"]);
  expect(roots(sql, "Name")).toEqual(["a k2", "a n"]);
  expect(roots(sql, "one")).toEqual([]);
  expect(roots(sql, "now")).toEqual(["clock"]);
});

test("stars that leave out, replace and rename", () => {
  const sql = "select * exclude (a) replace (b + c as b) rename (d as e) from {{ source('raw', 'a') }}";
  expect(roots(sql, "b")).toEqual(["a b", "a c"]);
  expect(roots(sql, "e")).toEqual(["a d"]);
  expect(roots(sql, "f")).toEqual(["a f"]);
  expect(roots(sql, "a")).toBeUndefined();
});

test("branches of a union belong together by position", () => {
  const sql = "select ts as t from {{ source('raw', 'a') }} union all select seen from {{ source('raw', 'b') }}";
  expect(roots(sql, "t")).toEqual(["a ts", "b seen"]);
});

test("models are looked through, and what can't be followed is unknown", () => {
  const stg = "//- models/stg.sql\nselect *, date_trunc('day', ts) as d from {{ source('raw', 'a') }}\n";
  expect(roots("select d as bucket, ts from {{ ref('stg') }}", "bucket", stg)).toEqual(["a ts"]);
  expect(roots("select * from {{ ref('stg') }}", "ts", stg)).toEqual(["a ts"]);
  expect(
    roots("select (select max(b.x) from {{ source('raw', 'b') }} b) as x from {{ ref('stg') }}", "x", stg),
  ).toBeUndefined();
  expect(roots("select * from {{ source('raw', 'a') }}, unnest(items) as i", "x")).toBeUndefined();
});

test("a chain of CTEs that each use the last one twice takes no more than a moment", () => {
  const ctes = Array.from(
    { length: 60 },
    (_, at) => `c${at + 1} as (select l.x, r.x as y from c${at} l join c${at} r on l.x = r.x)`,
  );
  const sql = `with c0 as (select x from {{ source('raw', 'a') }}), ${ctes.join(", ")} select x, y from c60`;
  expect(roots(sql, "y")).toEqual(["a x"]);
});

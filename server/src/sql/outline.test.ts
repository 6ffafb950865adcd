import fc from "fast-check";
import { expect, test } from "vitest";
import { dialectOf } from "./dialect.ts";
import { type Outline, outline, type Query, type Select } from "./outline.ts";

const read = (sql: string, adapter = "duckdb") => outline(sql, dialectOf(adapter));
const textOf = (it: Outline, span: { readonly start: number; readonly end: number }) =>
  it.sql.slice(span.start, span.end);
const main = (it: Outline): Select => {
  const [select] = it.query.branches;
  if (!select) throw new Error("no select");
  return select;
};
const columns = (sql: string, adapter?: string) =>
  main(read(sql, adapter)).columns.map((it) => (it.kind === "star" ? "*" : (it.name ?? "?")));
const from = (sql: string, adapter?: string) =>
  main(read(sql, adapter)).from.map(
    (it) => `${it.join} ${it.kind} ${it.relation.join(".")}${it.alias ? ` as ${it.alias}` : ""}`,
  );
const clauses = (sql: string, adapter?: string) => {
  const found = read(sql, adapter);
  return main(found).clauses.map((it) => `${it.kind}: ${textOf(found, it.span)}`);
};

test("CTEs with their names, columns and bodies", () => {
  const found = read(
    'with recursive a(x, y) as (select 1, 2), "B c" as materialized (select * from a) select * from "B c"',
  );
  expect(found.query.ctes.map((it) => it.name)).toEqual(["a", "B c"]);
  expect(found.query.ctes[0]?.columnNames).toEqual(["x", "y"]);
  expect(textOf(found, found.query.ctes[1]?.span ?? { start: 0, end: 0 })).toBe(
    '"B c" as materialized (select * from a)',
  );
  expect(found.query.ctes[1]?.query.branches[0]?.from[0]?.relation).toEqual(["a"]);
  expect(main(found).from[0]?.relation).toEqual(["B c"]);
});

test("branches of set operations, in brackets too", () => {
  const found = read("(select 1 from a) union all select 2 from b except (select 3 from c union select 4 from d)");
  expect(found.query.branches.map((it) => it.from[0]?.relation[0])).toEqual(["a", "b", "c", "d"]);
});

test("output columns: names, aliases, stars, and what has no certain name", () => {
  expect(
    columns("select a, b.c, d as e, f(g) h, i + j, *, k.*, 'x' as \"L m\", count(*), case when a then b end from t"),
  ).toEqual(["a", "c", "e", "h", "?", "*", "*", "L m", "?", "?"]);
});

test("words behind an operator are no alias", () => {
  expect(
    columns("select a is null, not b, x at time zone utc, current_date, interval '1' day, a and b, a::date from t"),
  ).toEqual(["?", "?", "?", "?", "?", "?", "?"]);
});

test("stars with exceptions do not open a set operation", () => {
  const found = read("select * except (a, b), c from t", "bigquery");
  expect(found.query.branches).toHaveLength(1);
  expect(main(found).columns.map((it) => [it.kind, it.changed])).toEqual([
    ["star", true],
    ["column", false],
  ]);
  expect(columns("select t.* exclude (a), b from t")).toEqual(["*", "b"]);
});

test("relations, aliases and join kinds", () => {
  expect(
    from(`select * from db.s."T x" as t, u left outer join v w on t.a = w.a and left(t.b, 1) = w.b
      join (select 1) x using (a) cross join unnest(t.c) as y (z) natural join q`),
  ).toEqual([
    "from relation db.s.T x as t",
    "comma relation u",
    "left relation v as w",
    "inner subquery  as x",
    "cross function unnest as y",
    "inner relation q",
  ]);
});

test("joins in brackets, files, sampling and time travel", () => {
  expect(from("select * from (a join b on a.x = b.x) left join c on true")).toEqual([
    "from relation a",
    "inner relation b",
    "left relation c",
  ]);
  expect(from("select * from 'landing/*.csv' f tablesample (10) where a")).toEqual(["from file  as f"]);
  expect(from("select * from a tablesample bernoulli (10) as s join b on a.x = s.x")).toEqual([
    "from relation a as s",
    "inner relation b",
  ]);
  expect(from("select * from a at (timestamp => x) as s", "snowflake")).toEqual(["from relation a as s"]);
  expect(from("select * from a lateral view explode(b) t as c", "databricks")).toEqual([
    "from relation a",
    "cross function explode as t",
  ]);
});

test("an item ends where a filter of its own could be put", () => {
  const found = read("select * from orders o\n where a > 1");
  expect(main(found).from[0]?.end).toBe("select * from orders o".length);
});

test("clauses, and the words that are none", () => {
  expect(
    clauses(
      "select a, window, limit from t where a is distinct from b group by a having count(*) > 1 qualify rn = 1 order by a limit 10",
    ),
  ).toEqual([
    "from: from t",
    "where: where a is distinct from b",
    "group by: group by a",
    "having: having count(*) > 1",
    "qualify: qualify rn = 1",
    "order by: order by a",
    "limit: limit 10",
  ]);
  expect(clauses("select percentile_cont(0.5) within group (order by a) from t where extract(day from b) = 1")).toEqual(
    ["from: from t", "where: where extract(day from b) = 1"],
  );
});

test("queries inside expressions are found where they stand", () => {
  const { subqueries } = main(
    read(
      "select (select 1), coalesce((select max(a) from t), 0) from u join v on exists (select 2) where b > (select 3)",
    ),
  );
  expect(subqueries.map((it) => it.clause)).toEqual(["select", "select", "on", "where"]);
  expect(subqueries[1]?.query.branches[0]?.from[0]?.relation).toEqual(["t"]);
});

test("distinct on, and DuckDB's from-first", () => {
  const found = read("select distinct on (a, b) a, c from t");
  expect(main(found).distinct).toBe(true);
  expect(main(found).distinctOn).toEqual({ first: 4, end: 7 });
  expect(columns("select distinct on (a, b) a, c from t")).toEqual(["a", "c"]);
  expect(from("from t select a where b")).toEqual(["from relation t"]);
  expect(columns("from t select a where b")).toEqual(["a"]);
});

test("half-typed text keeps what is there", () => {
  const found = read(
    "with a as (select x from t where ), b as (select * from a join ) select  from b where y > (select max(y) from",
  );
  expect(found.query.ctes.map((it) => it.name)).toEqual(["a", "b"]);
  expect(main(found).from[0]?.relation).toEqual(["b"]);
  expect(read("with a as (select 1").query.ctes.map((it) => it.name)).toEqual(["a"]);
});

test("any text gives an outline, and deep nesting does not overflow", () => {
  const words = fc.array(
    fc.constantFrom(
      "select",
      "from",
      "with",
      "as",
      "(",
      ")",
      ",",
      "a",
      ".",
      "*",
      "where",
      "union",
      "join",
      "on",
      "left",
      "'",
      "group by",
      "[",
      ";",
    ),
  );
  fc.assert(fc.property(words, (it) => void read(it.join(" "))));
  const deep = "(".repeat(50_000);
  for (const sql of [
    deep,
    `select ${deep}`,
    `select * from ${deep}a`,
    `select * from ${"(select * from ".repeat(20_000)}a`,
  ]) {
    expect(read(sql).tokens.length).toBeGreaterThan(0);
  }
});

test("the spans of a query nest", () => {
  const inside = (query: Query): void => {
    for (const select of query.branches) {
      expect(select.span.start).toBeGreaterThanOrEqual(query.span.start);
      expect(select.span.end).toBeLessThanOrEqual(query.span.end);
      for (const item of select.from) if (item.query) inside(item.query);
    }
    for (const cte of query.ctes) inside(cte.query);
  };
  inside(read("with a as (select * from (select 1) x union select 2) select * from a").query);
});

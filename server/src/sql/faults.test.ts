import { expect, test } from "vitest";
import { dialectOf } from "./dialect.ts";
import { faultsOf } from "./faults.ts";
import { outline } from "./outline.ts";

const faults = (sql: string, adapter = "duckdb") => {
  const read = outline(sql, dialectOf(adapter));
  return faultsOf(read).map(({ kind, at }) => {
    const [first, last] = [read.tokens[at.first], read.tokens[at.end - 1]];
    return `${kind}: ${sql.slice(first?.start, last?.end)}@${first?.start}`;
  });
};

test("conditions that lack a part", () => {
  expect(faults("select * from t where group by 1")).toEqual(["nothing behind: where@16"]);
  expect(faults("select * from (select 1 from t where true and) x")).toEqual(["nothing behind: and@42"]);
  expect(faults("select * from t where and a > 1")).toEqual(["nothing behind: where@16"]);
  expect(faults("select * from t where a > 1 or union all select 1")).toEqual(["nothing behind: or@28"]);
  expect(faults("select * from t where a > 1 and")).toEqual(["nothing behind: and@28"]);
});

test("conditions in the wrong place", () => {
  expect(faults("select * from t where a where b")).toEqual(["second where: where@24"]);
  expect(faults("select a from t group by a where b")).toEqual(["late where: where@27"]);
  expect(faults("select * from t join u using (a) and b > 1")).toEqual(["condition without where: and@33"]);
  expect(faults("select * from t as x and b > 1")).toEqual(["condition without where: and@21"]);
});

test("lists of CTEs", () => {
  expect(faults("with a as (select 1) b as (select 2) select 1")[0]).toBe("missing comma: b@21");
  expect(faults("with a as (select 1), select 1")).toEqual(["extra comma: ,@20"]);
  expect(faults("with a as (select 1)")).toEqual(["no query: a@5"]);
  expect(faults("with a as (select 1) with b as (select 2) select 1")[0]).toBe("missing comma: with@21");
  expect(faults("a as (select 1) select 1")).toEqual(["nothing before: a@0"]);
});

test("set operations, columns and brackets", () => {
  expect(faults("select 1 union all")).toEqual(["nothing behind: union all@9"]);
  expect(faults("select * from (union select 1) x")).toEqual(["nothing before: union@15"]);
  expect(faults("select a from t select b from u")).toEqual(["missing set operation: select@16"]);
  expect(faults("select a as b c as d from t")).toEqual(["missing comma: c@14"]);
  expect(faults("select a, , b from t")).toEqual(["extra comma: ,@10"]);
  expect(faults("select , a from t")).toEqual(["extra comma: ,@7"]);
  expect(faults("select (a from t")).toEqual(["unclosed bracket: (@7"]);
  expect(faults("select a) from t")).toEqual(["extra bracket: )@8"]);
});

test("nothing is wrong with what some dialect takes", () => {
  for (const [sql, adapter] of [
    ["select a, from t", "bigquery"],
    ["select * except (a), b from t where a", "bigquery"],
    ["from t select a where b", "duckdb"],
    ["select count(*) filter (where a and b) from t where c having d qualify e", "duckdb"],
    ["select * from t for system_time between a and b where c", "bigquery"],
    ["select * from t join u on t.a = u.a and t.b > 1 or c", "postgres"],
    ["select a.where, t.and, x as having from t", "snowflake"],
    ["with a as (select 1), b as not materialized (select 2) (select 1) union select 2", "postgres"],
    ["select and(a, b) from t where and(a, b) prewhere x", "clickhouse"],
    ["select a::double precision as x, cast(b as timestamp with time zone) as y from t", "postgres"],
    ["select 'it''s", "postgres"],
    ["select limit, settings from t", "clickhouse"],
    ["with recursive a as (select 1 union all select 2 from a) select * from a; ", "postgres"],
  ] as const) {
    expect([sql, faults(sql, adapter)]).toEqual([sql, []]);
  }
});

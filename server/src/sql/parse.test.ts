import { expect, test } from "vitest";
import { parse } from "./parse.ts";
import type { SqlTree } from "./tree.ts";

async function tree(sql: string, adapterType = "duckdb"): Promise<SqlTree> {
  const found = await parse(sql, adapterType);
  if (found === "unparsable") throw new Error(`unparsable: ${sql}`);
  return found;
}

const adapters = ["duckdb", "postgres", "redshift", "snowflake", "trino"];

for (const adapter of adapters) {
  test(`${adapter}: the three forms of an anti-join`, async () => {
    const self = '"dev"."main"."orders"';
    for (const sql of [
      `select id from a where a.id not in (select id from ${self})`,
      `select id from a where a.x > 1 and not exists (select 1 from ${self} t where t.id = a.id)`,
      `select a.id from a left join ${self} t on t.id = a.id where t.id is null`,
    ]) {
      expect((await tree(sql, adapter)).selects[0]?.antiJoins, sql).toEqual(["dev.main.orders"]);
    }
  });
}

test("BigQuery, Databricks and ClickHouse write names in backticks", async () => {
  const anti = async (name: string, adapter: string) =>
    (await tree(`select id from a where id not in (select id from ${name})`, adapter)).selects[0]?.antiJoins;
  expect(await anti("`dev.main.orders`", "bigquery")).toEqual(["dev.main.orders"]);
  expect(await anti("`main`.`orders`", "databricks")).toEqual(["main.orders"]);
  expect(await anti("`main`.`orders`", "clickhouse")).toEqual(["main.orders"]);
});

test("what OR weakens is no anti-join, and a null check of another side is none", async () => {
  const anti = async (where: string) =>
    (await tree(`select a.id from a left join b on b.id = a.id where ${where}`)).selects[0]?.antiJoins;
  expect(await anti("b.id is null or a.late")).toEqual([]);
  expect(await anti("a.id is null")).toEqual([]);
  expect(await anti("b.id is not null")).toEqual([]);
  expect(await anti("b.id is null")).toEqual(["b"]);
});

test("selects belong to their CTE; aggregates and windows to their select", async () => {
  const { selects } = await tree(`
    with ranked as (select id, row_number() over (partition by id, t.day order by ts desc) rn from t)
    select distinct max(ts), (select count(*) from u) from ranked group by id union all select min(ts) from v`);
  expect(selects.map((it) => it.cte)).toEqual(["ranked", undefined, undefined, undefined]);
  expect(selects[0]?.windows).toEqual([{ function: "row_number", partitionBy: ["id", "day"], orderBy: ["ts"] }]);
  expect(selects[0]?.aggregates).toEqual([]);
  expect(selects[1]).toMatchObject({ aggregates: ["max"], groupBy: true, distinct: true });
  expect(selects[2]?.aggregates).toEqual(["count"]);
  expect(selects[3]).toMatchObject({ aggregates: ["min"], groupBy: false, distinct: false });
});

test("joins with their kinds", async () => {
  const [select] = (await tree("select 1 from a left join s.b x on a.id = x.id join c on true")).selects;
  expect(select?.joins).toEqual([
    { kind: "left join", relation: "s.b", alias: "x" },
    { kind: "inner join", relation: "c", alias: "" },
  ]);
});

test("what the grammar doesn't know is unparsable, not an error", async () => {
  expect(await parse("select * exclude (a) from t qualify true", "duckdb")).toBe("unparsable");
  expect(await parse("select from where", "snowflake")).toBe("unparsable");
});

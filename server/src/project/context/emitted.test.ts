import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compiledOf } from "../../../test-kit/compile.ts";

/** What dbt Core 1.11.16 printed for each expression, by adapter; recorded from real compilations, DuckDB's database renamed to `dev`. */
const emitted = JSON.parse(
  readFileSync(new URL("../../../../test-fixtures/golden/emitted-by-dbt.json", import.meta.url), "utf8"),
) as Record<string, readonly { readonly adapters: readonly string[]; readonly text: string }[]>;

const outputs: Record<string, string> = {
  duckdb: "{type: duckdb, path: dev.duckdb}",
  postgres: "{type: postgres, host: h, user: u, password: p, dbname: db, schema: s, port: 1}",
  redshift: "{type: redshift, host: h, user: u, password: p, dbname: db, schema: s, port: 1}",
  snowflake: "{type: snowflake, account: a, user: u, password: p, database: db, schema: s}",
  bigquery: "{type: bigquery, method: oauth, project: db, dataset: s}",
  trino: "{type: trino, method: none, host: h, user: u, port: 1, database: db, schema: s}",
};

const SOURCES = `
sources:
  - name: src
    database: rawdb
    schema: raws
    tables:
      - name: tab
      - name: tabq
        identifier: Tab Q
        quoting: {identifier: false}
`;

for (const [expression, answers] of Object.entries(emitted))
  test(`{{ ${expression} }}`, () => {
    for (const { adapters, text } of answers)
      for (const adapter of adapters) {
        const source = `
//- profiles.yml
shop: {target: dev, outputs: {dev: ${outputs[adapter]}}}
//- models/sources.yml
${SOURCES}
//- models/other.sql
select 1
//- models/model.sql
[[{{ ${expression} }}]]
`;
        const { sql, problems } = compiledOf(source, "incremental");
        expect(problems.map((it) => it.message)).toEqual([]);
        expect({ adapter, sql }).toEqual({ adapter, sql: `[[${text}]]` });
      }
  });

import { expect, test } from "vitest";
import { seedShape } from "./seed-columns.ts";

/** The types were read from what dbt 1.11 with dbt-duckdb sends for the same columns. */
const TYPES: readonly (readonly [string, string, ...string[]])[] = [
  ["integer", "1", "2", "-3"],
  ["integer", "+1", "2"],
  ["integer", " 1", "2 "],
  ["integer", "007", "1"],
  ["integer", "9999999999", "1"],
  ["integer", "1", "", "null"],
  ["integer", "1", "NULL"],
  ["integer", "", ""],
  ["integer", "1.0", "2.0"],
  ["integer", "1.5e5", "2"],
  ["integer", "5%", "6%"],
  ["integer", "$5", "$6"],
  ["integer", "1_000", "2"],
  ["integer", "20240101", "20240102"],
  ["integer", "0", "1"],
  ["float8", "1.5", "2"],
  ["float8", ".5", "2"],
  ["float8", "1_000.5", "2"],
  ["text", "1", "n/a"],
  ["text", "1", "None"],
  ["text", "0x10", "1"],
  ["text", "1", "true"],
  ["text", "1", "2024-01-01"],
  ["date", "2024-01-01", "2024-02-03"],
  ["date", "2024-1-1", "2024-02-03"],
  ["date", "2024-01-01", "null"],
  ["text", "2024-02-30", "2024-01-01"],
  ["text", "01/02/2024", "03/04/2024"],
  ["text", "2024-01-01", "2024-01-01 10:00:00"],
  ["timestamp without time zone", "2024-01-01 10:00:00", "2024-01-02 00:00:00"],
  ["timestamp without time zone", "2024-01-01T10:00:00", "2024-01-02T00:00:00.5"],
  ["timestamp without time zone", "2024-01-01T10:00", "2024-01-02T00:00Z"],
  ["timestamp without time zone", "2024-01-01T10:00:00+00:00"],
  ["timestamp without time zone", "20240101T100000"],
  ["text", "2024-01-01T10:00:00", "2024-01-02 00:00:00"],
  ["text", "2024-01-01 10:00:00.123"],
  ["text", "2024-01-01 10:00"],
  ["text", "2024-01-01 25:00:00"],
  ["text", "10:00:00"],
  ["boolean", "true", "False"],
  ["text", "yes", "no"],
  ["text", "a", "null", ""],
];

test.each(TYPES)("%s: %s %s", (type, ...values) => {
  const text = `k,v\n${values.map((it, at) => `${at},${it}\n`).join("")}`;
  expect(seedShape(text, { delimiter: ",", types: {} })).toEqual({
    ok: true,
    value: {
      columns: [
        { name: "k", type: "integer" },
        { name: "v", type },
      ],
      hasRows: true,
    },
  });
});

test("column_types beat what the values say, by the exact name", () => {
  const shape = seedShape("a,B\n1,2\n", { delimiter: ",", types: { a: "varchar(5)", b: "bigint" } });
  expect(shape.ok && shape.value.columns).toEqual([
    { name: "a", type: "varchar(5)" },
    { name: "B", type: "integer" },
  ]);
});

test("nameless and repeated columns get names", () => {
  const shape = seedShape("a,,a\n1,2,3\n", { delimiter: ",", types: {} });
  expect(shape.ok && shape.value.columns.map((it) => it.name)).toEqual(["a", "b", "a_2"]);
});

test("a header alone is a table without rows; nothing at all is refused, and so is a row that is too long", () => {
  expect(seedShape("a\n", { delimiter: ",", types: {} })).toMatchObject({ ok: true, value: { hasRows: false } });
  expect(seedShape("", { delimiter: ",", types: {} })).toMatchObject({ ok: false });
  expect(seedShape("a\n1,2\n", { delimiter: ",", types: {} })).toMatchObject({ ok: false });
});

import { expect, test } from "vitest";
import { offsetOf, placeInStatement } from "./error-place.ts";

test.each([
  [
    "DuckDB",
    'Binder Error: no column "amont"\n\nLINE 13: select amont\n                ^',
    { line: 13, column: 8, excerpt: "select amont" },
  ],
  [
    "PostgreSQL",
    '  column "amont" does not exist\n  LINE 3:   amont,\n            ^',
    { line: 3, column: 3, excerpt: "  amont," },
  ],
  [
    "Snowflake",
    "001003 (42000): SQL compilation error:\nsyntax error line 3 at position 7 unexpected 'x'.",
    { line: 3, column: 8, excerpt: "" },
  ],
  [
    "Snowflake",
    "000904 (42000): SQL compilation error: error line 14 at position 4\ninvalid identifier 'AMONT'",
    { line: 14, column: 5, excerpt: "" },
  ],
  ["BigQuery", "Unrecognized name: amont at [5:12]", { line: 5, column: 12, excerpt: "" }],
  [
    "Databricks",
    "[PARSE_SYNTAX_ERROR] Syntax error at or near 'x'.(line 6, pos 2)",
    { line: 6, column: 3, excerpt: "" },
  ],
  ["ClickHouse", "Syntax error: failed at position 9 ('x') (line 2, col 4): x", { line: 2, column: 4, excerpt: "" }],
  [
    "Trino",
    "TrinoUserError(type=USER_ERROR, message=\"line 4:9: Column 'amont' cannot be resolved\")",
    { line: 4, column: 9, excerpt: "" },
  ],
  ["nobody", "Invalid password for user ada", null],
])("the place in a message of %s: %s", (_, message, place) => {
  expect(placeInStatement(message)).toEqual(place);
});

const STATEMENT = "/* comment */\ncreate table t as (\n  select amont\n  from a\n)";

test("a place is an offset in the statement", () => {
  const at = (line: number, column: number, excerpt = "") => offsetOf({ line, column, excerpt }, STATEMENT);
  expect(at(3, 10)).toBe(STATEMENT.indexOf("amont"));
  expect(at(3, 0)).toBe(STATEMENT.indexOf("select"));
  expect(at(9, 1)).toBeNull();
});

test("the quoted words decide where the line's number is of another count", () => {
  expect(offsetOf({ line: 2, column: 10, excerpt: "  select amont" }, STATEMENT)).toBe(STATEMENT.indexOf("amont"));
  expect(offsetOf({ line: 3, column: 1, excerpt: "something else" }, STATEMENT)).toBeNull();
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { dialectOf } from "./dialect.ts";
import { tokens } from "./tokens.ts";

const cut = (sql: string, adapter = "duckdb") =>
  tokens(sql, dialectOf(adapter)).map((it) => `${it.kind} ${sql.slice(it.start, it.end)}`);

test("words, numbers and symbols", () => {
  expect(cut("a.b1 >= .5e-3::int")).toEqual([
    "word a",
    "symbol .",
    "word b1",
    "symbol >=",
    "number .5e-3",
    "symbol ::",
    "word int",
  ]);
});

test("a doubled quote does not end a string or a name", () => {
  expect(cut(`'it''s' "a""b"`)).toEqual(["string 'it''s'", `name "a""b"`]);
});

test("a backslash hides a quote only where the dialect says so", () => {
  expect(cut(String.raw`'a\' b`, "duckdb")).toEqual([String.raw`string 'a\'`, "word b"]);
  expect(cut(String.raw`'a\' b`, "snowflake")).toEqual([String.raw`string 'a\' b`]);
  expect(cut(String.raw`E'a\' b'`, "postgres")).toEqual([String.raw`string E'a\' b'`]);
  expect(cut(String.raw`r'a\' b`, "bigquery")).toEqual([String.raw`string r'a\'`, "word b"]);
});

test("dollar quotes hold anything; a digit makes a parameter", () => {
  expect(cut("$x$ it's $$ $x$ $1")).toEqual(["string $x$ it's $$ $x$", "parameter $1"]);
  expect(cut("$$ it's $$", "snowflake")).toEqual(["string $$ it's $$"]);
});

test("comments of each dialect", () => {
  expect(cut("a -- b\nc")).toEqual(["word a", "comment -- b", "word c"]);
  expect(cut("/* a /* b */ c */ d", "postgres")).toEqual(["comment /* a /* b */ c */", "word d"]);
  expect(cut("/* a /* b */ c", "snowflake")).toEqual(["comment /* a /* b */", "word c"]);
  expect(cut("// a\nb", "snowflake")).toEqual(["comment // a", "word b"]);
  expect(cut("# a\nb", "bigquery")).toEqual(["comment # a", "word b"]);
  expect(cut("a # b", "postgres")).toEqual(["word a", "symbol #", "word b"]);
});

test("double quotes are names here and strings there", () => {
  expect(cut('"a"', "trino")).toEqual(['name "a"']);
  expect(cut('"a" `b`', "bigquery")).toEqual(['string "a"', "name `b`"]);
});

test("triple quotes and names that begin with a digit", () => {
  expect(cut(`"""a "b" c""" d`, "bigquery")).toEqual([`string """a "b" c"""`, "word d"]);
  expect(cut("7d_total", "databricks")).toEqual(["word 7d_total"]);
  expect(cut("0xFF 1e5 10L", "databricks")).toEqual(["number 0xFF", "number 1e5", "number 10L"]);
});

test("what is not closed reaches to the end", () => {
  expect(cut("a 'b c")).toEqual(["word a", "string 'b c"]);
  expect(cut("a /* b")).toEqual(["word a", "comment /* b"]);
});

test("any text gives tokens in order that cover everything but white space", () => {
  const adapter = fc.constantFrom("duckdb", "snowflake", "bigquery", "databricks", "trino", "clickhouse");
  const text = fc
    .array(fc.constantFrom(..."'\"`$@/*-#\\.\n aé1e😀(),:=<>r".split(""), "'''", "select"))
    .map((it) => it.join(""));
  fc.assert(
    fc.property(text, adapter, (sql, name) => {
      let at = 0;
      for (const token of tokens(sql, dialectOf(name))) {
        expect(sql.slice(at, token.start).trim()).toBe("");
        expect(token.end).toBeGreaterThan(token.start);
        at = token.end;
      }
      expect(sql.slice(at).trim()).toBe("");
    }),
  );
});

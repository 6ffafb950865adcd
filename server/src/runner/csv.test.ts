import { expect, test } from "vitest";
import { csvRows } from "./csv.ts";

const rows = (text: string, delimiter = ",") => [...csvRows(text, delimiter)];

test("quotes hold delimiters, line breaks and doubled quotes", () => {
  expect(rows('a,b\n"x,1","two\nlines"\n"say ""hi""",c')).toEqual([
    ["a", "b"],
    ["x,1", "two\nlines"],
    ['say "hi"', "c"],
  ]);
});

test("lines end with LF or CRLF, the text with or without one; a byte order mark and empty lines are no data", () => {
  expect(rows("\ufeffa,b\r\n1,\r\n\r\n,2\r\n")).toEqual([
    ["a", "b"],
    ["1", ""],
    ["", "2"],
  ]);
  expect(rows("a,b\n1,")).toEqual([
    ["a", "b"],
    ["1", ""],
  ]);
});

test("another delimiter", () => {
  expect(rows("a;b\n1,5;2\n", ";")).toEqual([
    ["a", "b"],
    ["1,5", "2"],
  ]);
});

test("a quote that never closes takes the rest", () => {
  expect(rows('a\n"never')).toEqual([["a"], ["never"]]);
});

import { expect, test } from "vitest";
import { linesMissingFrom } from "./changes.ts";
import { linesOf } from "./lines.ts";

test("colours, placeholders and macros are laid over each other, line by line", () => {
  const sql = "select 1, 'a\nb'\nfrom x -- end\n";
  const lines = linesOf({
    sql,
    unknowns: [{ reason: "run_query", start: sql.indexOf("x"), end: sql.indexOf("x") + 1 }],
    macros: [{ name: "shop.pick", start: 7, end: 13 }],
  });
  expect(lines.map((it) => it.pieces.map((piece) => `${piece.kind}:${piece.text}`))).toEqual([
    ["keyword:select", "plain: ", "number:1", "plain:, ", "string:'a"],
    ["string:b'"],
    ["keyword:from", "plain: ", "plain:x", "plain: ", "comment:-- end"],
    [],
  ]);
  expect(lines.map((it) => it.macros)).toEqual([["shop.pick"], [], [], []]);
  expect(lines[2]?.pieces[2]?.unknown).toBe("run_query");
});

test("a line is marked when the other world has not got it", () => {
  const incremental = ["select *", "from a", "where at > 1", "order by 1"];
  const full = ["select *", "from a", "order by 1"];
  expect([...linesMissingFrom(incremental, full)]).toEqual([2]);
  expect([...linesMissingFrom(full, incremental)]).toEqual([]);
  expect([...linesMissingFrom(["a", "b", "c", "d"], ["x", "c", "a", "d"])]).toHaveLength(2);
});

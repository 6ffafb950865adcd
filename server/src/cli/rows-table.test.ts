import { expect, test } from "vitest";
import { fakeCli } from "../../test-kit/cli.ts";
import { rowsAsObjects, rowsTable } from "./rows-table.ts";

const answered = {
  columns: ["day", "orders", "revenue"],
  types: ["DATE", "BIGINT", "DECIMAL(18,2)"],
  rows: [
    ["2024-03-01", "12", "100.50"],
    [null, "9007199254740993", "-3.00"],
  ],
};

test("columns are aligned, numbers to the right, and what is missing is said", () => {
  expect(rowsTable(answered, fakeCli().stdout)).toBe(
    [
      "day                   orders  revenue",
      "2024-03-01                12   100.50",
      "NULL        9007199254740993    -3.00",
      "",
    ].join("\n"),
  );
  expect(rowsTable(answered, fakeCli({ width: 20 }).stdout).split("\n")[1]).toBe("2024-03-01         …");
  const long = { columns: ["text"], types: ["VARCHAR"], rows: [[`a\n  ${"b".repeat(80)}`]] };
  expect(rowsTable(long, fakeCli().stdout)).toBe(`text\na ${"b".repeat(57)}…\n`);
});

test("objects hold numbers where JavaScript can, else the text", () => {
  expect(rowsAsObjects(answered)).toEqual([
    { day: "2024-03-01", orders: 12, revenue: 100.5 },
    { day: null, orders: "9007199254740993", revenue: -3 },
  ]);
});

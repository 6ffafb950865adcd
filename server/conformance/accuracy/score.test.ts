import { expect, test } from "vitest";
import type { Label } from "./labels.ts";
import { type Found, precision, recall, scoreOf } from "./score.ts";

const label = (change: Partial<Label> = {}): Label => ({
  repo: "shop/dbt",
  commit: "abc",
  path: "models/m.sql",
  adapter: "duckdb",
  sample: "random",
  rules: [{ id: "late-rows", line: 10 }],
  mustNot: ["no-rows"],
  ...change,
});
const found = (rule: string, line = 10): Found => ({ rule, line, severity: "warning", message: "Late." });
const shipped = [
  { name: "late-rows", severity: "warning" },
  { name: "no-rows", severity: "error" },
] as const;

test("what is expected and found is right, what is not found is missed", () => {
  const { rules, severities, misses } = scoreOf(
    [
      { label: label(), found: [found("late-rows"), found("late-rows", 40)] },
      { label: label(), found: [] },
    ],
    shipped,
  );
  const tally = { truePositives: 1, sampled: 1, falsePositives: 0, falseNegatives: 1 };
  expect(rules.get("late-rows")).toEqual(tally);
  expect(severities.get("warning")).toEqual(tally);
  expect(recall(tally)).toBe(0.5);
  expect(precision(tally)).toBe(1);
  expect(misses.map((it) => `${it.kind} ${it.rule} ${it.line}`)).toEqual(["false negative late-rows 10"]);
});

test("what nobody expects is wrong in a random model, and elsewhere where it must not be found", () => {
  const judge = (change: Partial<Label>, rule = "no-rows") =>
    scoreOf([{ label: label(change), found: [found(rule)] }], shipped).rules.get(rule)?.falsePositives;
  expect(judge({ mustNot: [] })).toBe(1);
  expect(judge({ sample: "targeted" })).toBe(1);
  expect(judge({ sample: "targeted", mustNot: [] })).toBe(0);
  expect(judge({ partial: true, mustNot: [] })).toBe(0);
  expect(judge({ nearDuplicate: true })).toBe(0);
});

test("what two readers may disagree about counts for nothing", () => {
  const unsure = label({ rules: [{ id: "late-rows", line: 3, unsure: true }] });
  const nothing = { truePositives: 0, sampled: 0, falsePositives: 0, falseNegatives: 0 };
  for (const it of [[found("late-rows")], []]) {
    const { rules } = scoreOf([{ label: unsure, found: it }], shipped);
    expect(rules.get("late-rows")).toEqual(nothing);
  }
  expect(precision(nothing)).toBeUndefined();
  expect(recall(nothing)).toBeUndefined();
});

test("a picked model counts for recall alone; a finding far from the line is listed", () => {
  const { rules, misses } = scoreOf(
    [{ label: label({ sample: "targeted" }), found: [found("late-rows", 14)] }],
    shipped,
  );
  expect(rules.get("late-rows")).toEqual({ truePositives: 1, sampled: 0, falsePositives: 0, falseNegatives: 0 });
  expect(misses.map((it) => `${it.kind} ${it.line}: ${it.message}`)).toEqual(["far 14: the label says line 10"]);
});

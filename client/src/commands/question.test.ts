import { expect, test } from "vitest";
import type { RunPlan } from "../../../server/src/protocol/lsp.ts";
import { questionBefore } from "./question.ts";

const plan: RunPlan = {
  refusal: null,
  wantsDbt: false,
  note: null,
  world: "incremental",
  why: null,
  target: "dev",
  isProtected: false,
  relation: "dev.main.orders",
  rows: 1_234_567,
  replaces: false,
  downstreamIncremental: [],
  downstream: [],
  missingParents: [],
  terminal: "highwater run -s orders",
};

test("a run that merges into a table of one's own asks nothing", () => {
  expect(questionBefore("orders", "incremental", plan)).toBeNull();
});

test("replacing a table names target, relation, size and the incremental models downstream", () => {
  const full = { ...plan, world: "full-refresh", replaces: true, downstreamIncremental: ["ltv", "weekly"] } as const;
  expect(questionBefore("orders", "full-refresh", full)).toEqual({
    message: "Full refresh orders on dev?",
    detail:
      "It drops and rebuilds dev.main.orders (1.2 million rows).\n\n2 incremental models downstream keep rows of the old version: ltv, weekly.",
    accept: "Full refresh",
    acceptAll: "Full refresh with downstream",
    typed: null,
    withParents: false,
  });
});

test("an incremental run that rebuilds says why", () => {
  const view = { ...plan, world: "full-refresh", why: "target-is-view", replaces: true, rows: null } as const;
  expect(questionBefore("orders", "incremental", view)?.detail).toBe(
    "It drops and rebuilds dev.main.orders. What stands there now is a view.",
  );
});

test("a protected target asks before every run, and wants its name typed for a rebuild", () => {
  const prod = { ...plan, target: "prod", isProtected: true };
  expect(questionBefore("orders", "incremental", prod)).toMatchObject({ message: "Run orders on prod?", typed: null });
  const rebuild = { ...prod, world: "full-refresh", replaces: true } as const;
  expect(questionBefore("orders", "full-refresh", rebuild)?.typed).toBe("prod");
  const unknown = { ...prod, world: "unknown", replaces: true } as const;
  expect(questionBefore("orders", "incremental", unknown)?.typed).toBe("prod");
});

test("missing parents are offered to be built first", () => {
  const lacking = { ...plan, missingParents: ["stg_orders"] };
  expect(questionBefore("orders", "incremental", lacking)).toMatchObject({
    detail: "dev has not got stg_orders, which orders reads.",
    accept: "Build 1 parent first",
    withParents: true,
  });
});

import { expect, test } from "vitest";
import { branchOf } from "./branch.ts";

test.each([
  // config, existing, asked → what is done, the world, and why another than asked
  [null, "none", "incremental", "create", "full-refresh", "target-missing"],
  [null, "none", "full-refresh", "create", "full-refresh", null],
  [null, "view", "incremental", "replace", "full-refresh", "target-is-view"],
  [null, "table", "incremental", "change", "incremental", null],
  [null, "table", "full-refresh", "replace", "full-refresh", null],
  [true, "table", "incremental", "replace", "full-refresh", "full-refresh-config"],
  [false, "table", "full-refresh", "change", "incremental", "full-refresh-forbidden"],
  [false, "none", "full-refresh", "create", "full-refresh", null],
  [false, "view", "incremental", "replace", "full-refresh", "target-is-view"],
] as const)("full_refresh %s, target %s, asked for %s", (config, existing, asked, act, world, why) => {
  expect(branchOf({ full_refresh: config }, existing, asked)).toEqual({ act, world, why });
});

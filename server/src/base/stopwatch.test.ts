import { expect, test } from "vitest";
import { worked } from "./stopwatch.ts";

test("time that the machine gave to others is not counted", () => {
  expect(worked({ wall: 1_000, processor: 50 }, { wall: 1_900, processor: 80 })).toBe(30);
});

test("neither is work that other threads did meanwhile", () => {
  expect(worked({ wall: 1_000, processor: 50 }, { wall: 1_100, processor: 350 })).toBe(100);
});

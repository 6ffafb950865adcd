import { expect, test } from "vitest";
import { interpreterOf, Overrun } from "../../test-kit/interpreter.ts";
import { growth } from "./growth.ts";

test("many small parts are charged for little more than what they make", () => {
  let charged = 0;
  const grow = growth((_steps, size = 0) => {
    charged += size;
  });
  for (let part = 0; part < 100_000; part++) grow(1, 10);
  expect(charged).toBeLessThanOrEqual(2_000_000);
  expect(charged).toBeGreaterThan(500_000);
});

test("a value that grows too large is stopped on the way", () => {
  const grow = growth(interpreterOf({ size: 10_000 }).charge);
  expect(() => {
    for (let part = 0; part < 10_000; part++) grow(1, 10);
  }).toThrow(Overrun);
});

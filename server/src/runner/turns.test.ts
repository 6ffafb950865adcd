import { expect, test } from "vitest";
import { turnsOf } from "./turns.ts";

const node = (id: string, ...ancestors: readonly string[]) => ({ id, ancestors: new Set(ancestors) });
const anyone = () => true;

test("a node has its turn when all that it waits for has ended, in the order of the run", () => {
  const turns = turnsOf([node("a"), node("b"), node("c", "a"), node("d", "a", "c")], new Set());
  expect([turns.take(anyone), turns.take(anyone), turns.take(anyone)].map((it) => it?.id)).toEqual([
    "a",
    "b",
    undefined,
  ]);
  turns.ended("b");
  expect(turns.take(anyone)).toBeUndefined();
  turns.ended("a");
  expect(turns.take(anyone)?.id).toBe("c");
  expect(turns.take(anyone)).toBeUndefined();
  turns.ended("c");
  expect(turns.take(anyone)?.id).toBe("d");
});

test("one that may not begin yet lets the next one pass, and keeps its turn", () => {
  const turns = turnsOf([node("a"), node("b")], new Set());
  expect(turns.take((it) => it.id !== "a")?.id).toBe("b");
  expect(turns.take(anyone)?.id).toBe("a");
});

test("those on a cycle wait for nobody", () => {
  const turns = turnsOf([node("a", "b"), node("b", "a"), node("c", "a", "b")], new Set(["a", "b"]));
  expect([turns.take(anyone)?.id, turns.take(anyone)?.id, turns.take(anyone)?.id]).toEqual(["a", "b", undefined]);
});

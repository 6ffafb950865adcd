import { expect, test } from "vitest";
import { projectOf } from "../../test-kit/project.ts";
import { cycleThrough } from "./cycles.ts";

type Models = Readonly<Record<string, readonly string[]>>;

function cycleOf(models: Models): (name: string) => string {
  const files = Object.entries(models).map(([name, refs]) => {
    return [`models/${name}.sql`, `select 1 ${refs.map((it) => `{{ ref('${it}') }}`).join()}`] as const;
  });
  const snapshot = projectOf(Object.fromEntries(files));
  return (name) => {
    const node = snapshot.nodes.get(`model.shop.${name}`);
    const ids = node && cycleThrough(snapshot, node);
    return ids?.map((it) => it.replace("model.shop.", "")).join(" ") ?? "none";
  };
}

function cycles(models: Models) {
  const of = cycleOf(models);
  return Object.fromEntries(Object.keys(models).map((name) => [name, of(name)]));
}

test("the shortest way back, from each node of the ring; what only leads into it stands in none", () => {
  const models = { a: ["b", "c"], b: ["c"], c: ["a"], above: [], below: ["a", "above"], own: ["own", "below"] };
  expect(cycles(models)).toEqual({ a: "a c", b: "b c a", c: "c a", above: "none", below: "none", own: "own" });
});

test("two rings that touch in one node, and two that don't", () => {
  const touching = { a: ["b", "x"], b: ["a"], x: ["a"], p: ["q", "a"], q: ["p"] };
  expect(cycles(touching)).toEqual({ a: "a b", b: "b a", x: "x a", p: "p q", q: "q p" });
});

test("a chain of thousands needs no recursion", () => {
  const chain = Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`m${at}`, [`m${(at + 1) % 3_000}`]]));
  expect(cycleOf(chain)("m0").split(" ")).toHaveLength(3_000);
});

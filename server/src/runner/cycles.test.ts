import { expect, test } from "vitest";
import { fakeNodes } from "../../test-kit/runner.ts";
import { cycles } from "./cycles.ts";

const found = (...models: readonly (readonly [string, ...string[]])[]) => {
  const { graph } = fakeNodes(models.map(([name, ...parents]) => ({ name, parents })));
  const short = (id: string) => id.replace("model.shop.", "");
  return Object.fromEntries([...cycles(graph)].map(([id, way]) => [short(id), way.map(short).join(" → ")]));
};

test("a model that depends on itself through others is named with the way round; what is behind it is not", () => {
  expect(found(["a", "b"], ["b", "a", "d"], ["c", "b"], ["d"])).toEqual({ a: "a → b → a", b: "b → a → b" });
  expect(found(["a", "c"], ["b", "a"], ["c", "b", "e"], ["e", "e"])).toEqual({
    a: "a → c → b → a",
    b: "b → a → c → b",
    c: "c → b → a → c",
    e: "e → e",
  });
  expect(found(["a"], ["b", "a"], ["c", "a", "b"])).toEqual({});
});

import { expect, test } from "vitest";
import { sideBySide } from "./side-by-side.ts";

/** Something with two events, the second of which waits to be let go. */
function gated(name: string, log: string[]) {
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  async function* running() {
    yield `${name} begins`;
    log.push(`${name} works`);
    await gate;
    yield `${name} ends`;
  }
  return { running, open: () => open() };
}

test("as many as there is room for run at once, and what ends makes room", async () => {
  const log: string[] = [];
  const all = ["a", "b", "c"].map((it) => gated(it, log));
  const waiting = [...all];
  const events = sideBySide(2, () => waiting.shift()?.running());
  expect((await events.next()).value).toBe("a begins");
  expect((await events.next()).value).toBe("b begins");
  // Taking an event lets the one that gave it go on, and no other has begun.
  all[1]?.open();
  expect((await events.next()).value).toBe("b ends");
  expect(log).toEqual(["a works", "b works"]);
  expect((await events.next()).value).toBe("c begins");
  all[0]?.open();
  all[2]?.open();
  const rest: unknown[] = [];
  for await (const it of events) rest.push(it);
  expect(rest.toSorted()).toEqual(["a ends", "c ends"]);
});

test("with room for one, each waits for the one before, and an event is out before its deed", async () => {
  const log: string[] = [];
  const all = ["a", "b"].map((it) => gated(it, log));
  for (const it of all) it.open();
  const waiting = [...all];
  for await (const it of sideBySide(1, () => waiting.shift()?.running())) log.push(it);
  expect(log).toEqual(["a begins", "a works", "a ends", "b begins", "b works", "b ends"]);
});

test("who stops listening ends what runs", async () => {
  const ended: string[] = [];
  async function* endless(name: string) {
    try {
      for (;;) yield name;
    } finally {
      ended.push(name);
    }
  }
  const waiting = ["a", "b"];
  const start = () => {
    const name = waiting.shift();
    return name === undefined ? undefined : endless(name);
  };
  for await (const it of sideBySide(2, start)) if (it === "b") break;
  expect(ended.toSorted()).toEqual(["a", "b"]);
});

import { PassThrough } from "node:stream";
import { afterEach, expect, test } from "vitest";
import {
  CancellationTokenSource,
  createConnection,
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { type Handler, register } from "./dispatch.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

function connected(...handlers: readonly Handler<string, object, readonly string[]>[]) {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const server = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  const logged: string[] = [];
  const dispatcher = {
    log: (level: string, message: string) => void logged.push(`${level} ${message}`),
    contextOf: async (uri: string) => (uri === "known" ? "context" : undefined),
  };
  for (const it of handlers) register(server, dispatcher, it);
  server.listen();
  const client = createMessageConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  client.listen();
  closing.push(() => {
    client.dispose();
    server.dispose();
  });
  return { client, logged };
}

test("a feature that throws is logged, answers empty, and takes no other with it", async () => {
  const broken: Handler<string, object, readonly string[]> = {
    method: "test/broken",
    empty: ["nothing"],
    answer() {
      throw new Error("boom");
    },
  };
  const fine: Handler<string, object, readonly string[]> = { method: "test/fine", empty: [], answer: (it) => [it] };
  const { client, logged } = connected(broken, fine);
  expect(await client.sendRequest("test/broken", { uri: "known" })).toEqual(["nothing"]);
  expect(logged[0]).toMatch(/^error bug in test\/broken: Error: boom\n {4}at /);
  expect(await client.sendRequest("test/fine", { textDocument: { uri: "known" } })).toEqual(["context"]);
  expect(logged.at(-1)).toMatch(/^debug test\/fine [\d.]+ ms$/);
});

test("a file of no project gets the empty answer", async () => {
  const { client } = connected({ method: "test/fine", empty: ["empty"], answer: (it) => [it] });
  expect(await client.sendRequest("test/fine", { uri: "unknown" })).toEqual(["empty"]);
});

test("a cancelled answer stops between two steps", async () => {
  let steps = 0;
  const { client } = connected({
    method: "test/endless",
    empty: [],
    *answer() {
      for (;;) {
        steps++;
        if (steps === 100) stop.cancel();
        yield;
      }
    },
  });
  const stop = new CancellationTokenSource();
  await expect(client.sendRequest("test/endless", { uri: "known" }, stop.token)).rejects.toMatchObject({
    code: -32800,
  });
  const at = steps;
  await new Promise((resume) => setImmediate(resume));
  expect(at).toBeGreaterThanOrEqual(100);
  expect(steps).toBe(at);
});

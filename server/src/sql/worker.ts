import { parentPort } from "node:worker_threads";
import type { Question, Reply } from "./offload.ts";
import { parse } from "./parse.ts";

/** The worker's side of `offload.ts`: one question at a time, in the order they come. */
parentPort?.on("message", async ({ id, sql, adapterType }: Question) => {
  const reply: Reply = { id, tree: await parse(sql, adapterType) };
  parentPort?.postMessage(reply);
});

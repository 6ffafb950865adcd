// In place of the SQL worker's bundle, which tests don't build: nothing can be parsed.
import { parentPort } from "node:worker_threads";

parentPort.on("message", ({ id }) => parentPort.postMessage({ id, tree: "unparsable" }));

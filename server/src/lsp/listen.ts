import { join } from "node:path";
import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageReader,
  type MessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { forkRunner } from "./runner-process.ts";
import { startServer } from "./start.ts";

/** How the client and the server speak. */
export type Transport = "ipc" | "stdio";

/**
 * Runs the language server until its client hangs up.
 *
 * What it starts lies beside the bundle that this is part of.
 */
export function listen(transport: Transport, version: string): Promise<void> {
  const dist = __dirname;
  const [reader, writer] = channel(transport);
  const connection = createConnection(reader, writer);
  startServer(connection, {
    version,
    fork: () => forkRunner(join(dist, "cli.js")),
    workerPath: join(dist, "sql-worker.js"),
    rulePages: join(dist, "../docs/rules/"),
  });
  connection.listen();
  return new Promise((end) => reader.onClose(() => end()));
}

function channel(transport: Transport): readonly [MessageReader, MessageWriter] {
  if (transport === "ipc") return [new IPCMessageReader(process), new IPCMessageWriter(process)];
  return [new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout)];
}

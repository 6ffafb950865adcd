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

export interface ListenOptions {
  readonly version: string;
  /** Ends the server. */
  readonly signal: AbortSignal;
}

/**
 * Runs the language server until its client hangs up, or until it is told to end.
 *
 * What it starts lies beside the bundle that this is part of.
 */
export async function listen(transport: Transport, { version, signal }: ListenOptions): Promise<void> {
  const dist = __dirname;
  const [reader, writer] = channel(transport);
  const connection = createConnection(reader, writer);
  const close = startServer(connection, {
    version,
    fork: () => forkRunner(join(dist, "cli.js")),
    workerPath: join(dist, "sql-worker.js"),
    rulePages: join(dist, "../docs/rules/"),
  });
  connection.listen();
  await new Promise<void>((end) => {
    reader.onClose(() => end());
    signal.addEventListener("abort", () => end(), { once: true });
  });
  await close();
  connection.dispose();
  if (transport === "stdio") process.stdin.destroy();
}

function channel(transport: Transport): readonly [MessageReader, MessageWriter] {
  if (transport === "ipc") return [new IPCMessageReader(process), new IPCMessageWriter(process)];
  return [new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout)];
}

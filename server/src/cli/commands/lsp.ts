import { defineCommand, ExitCode } from "../command.ts";
import { VERSION } from "../version.ts";

export const lsp = defineCommand({
  name: "lsp",
  summary: "Start the language server for any editor: `highwater lsp --stdio`.",
  flags: {
    stdio: { type: "boolean", default: false, describe: "Speak over stdin and stdout (also the default)." },
    "node-ipc": { type: "boolean", default: false, describe: "Speak over Node's IPC channel." },
  },
  async run({ signal }, flags) {
    // Loaded here, so that the other commands start without the language server.
    const { listen } = await import("../../lsp/listen.ts");
    await listen(flags["node-ipc"] ? "ipc" : "stdio", { version: VERSION, signal });
    return ExitCode.ok;
  },
});

import { defineCommand, ExitCode } from "../command.ts";

export const lsp = defineCommand({
  name: "lsp",
  summary: "Start the language server for any editor: `highwater lsp --stdio`.",
  flags: {
    stdio: { type: "boolean", default: false, describe: "Speak over stdin and stdout (also the default)." },
    "node-ipc": { type: "boolean", default: false, describe: "Speak over Node's IPC channel." },
    socket: { type: "string", value: "port", describe: "Connect to a port of this machine." },
  },
  async run() {
    return ExitCode.ok;
  },
});

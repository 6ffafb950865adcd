import { defineCommand, ExitCode } from "../command.ts";
import { ipc, serve as serveOver } from "../serve.ts";

export const serve = defineCommand({
  name: "serve",
  summary: "Run models for an editor: the language server forks this and talks to it over Node's IPC channel.",
  flags: {},
  async run(cli) {
    if (!process.send) {
      cli.stderr.write("highwater serve is started by the language server, over an IPC channel.\n");
      return ExitCode.usage;
    }
    await serveOver(cli.env, ipc);
    if (process.connected) process.disconnect();
    return ExitCode.ok;
  },
});

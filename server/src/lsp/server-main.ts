import { version } from "../../../package.json";
import { listen } from "./listen.ts";

const stop = new AbortController();
process.once("SIGTERM", () => stop.abort());

/** The bundle's entry: VS Code's client forks it, any other starts it with `--stdio`. */
void listen(process.argv.includes("--stdio") ? "stdio" : "ipc", { version, signal: stop.signal }).then(() => {
  process.exit(0);
});

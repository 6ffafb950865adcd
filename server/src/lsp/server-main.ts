import { version } from "../../../package.json";
import { listen } from "./listen.ts";

/** The bundle's entry: VS Code's client forks it, any other starts it with `--stdio`. */
void listen(process.argv.includes("--stdio") ? "stdio" : "ipc", version).then(() => process.exit(0));

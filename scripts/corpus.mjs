// Compiles and lints the public projects of server/conformance/corpus.json, and opens each in the language server.
// CORPUS_DIR names their checkouts (<owner>+<name>); CORPUS_WITH_PACKAGES_DIR the same ones with packages installed.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { bundled } from "./setup/bundled.mjs";
import { repository, run } from "./setup/shell.mjs";

run(process.execPath, ["scripts/build.mjs", "--production"]);
const main = await bundled("server/conformance/corpus/main.ts", join(repository, "out/corpus-main.cjs"));
const done = spawnSync(process.execPath, [main, "all", repository], { stdio: "inherit" });
process.exit(done.status ?? 1);

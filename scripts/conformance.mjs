// What real dbt and real Jinja2 say, beside what we say: fixtures compiled and run by both, and every template of the
// public projects in CORPUS_DIR (see server/conformance/corpus.json) parsed and rendered by both.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { bundled } from "./setup/bundled.mjs";
import { ensureDbt } from "./setup/dbt.mjs";
import { repository } from "./setup/shell.mjs";

const env = { ...process.env, HIGHWATER_DBT_PYTHON: process.env.HIGHWATER_DBT_PYTHON ?? ensureDbt() };
const node = (args) => spawnSync(process.execPath, args, { cwd: repository, env, stdio: "inherit" }).status ?? 1;

const vitest = join(repository, "node_modules/vitest/vitest.mjs");
const withDbt = process.argv.includes("--jinja-only")
  ? 0
  : node([vitest, "run", "--config", "server/conformance/vitest.config.mts"]);
const main = await bundled("server/conformance/jinja/main.ts", join(repository, "out/jinja-main.cjs"));
const withJinja = node([main, repository]);
process.exit(withDbt || withJinja);

// The main job in the terminal, from a bare clone: lint the shop in both worlds, build it, let the next day's files
// arrive, run incrementally, and show what changed. Works on a copy, so the fixture stays as it is.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { repository, run } from "./setup/shell.mjs";

const shop = join(repository, "out/demo/shop");
const cli = join(repository, "dist/cli.js");
const title = (text) => console.log(`\n── ${text}`);

function highwater(args, { expect = 0, quiet = false } = {}) {
  console.log(`$ highwater ${args.join(" ")}`);
  const { status, stdout } = spawnSync(process.execPath, [cli, ...args], {
    cwd: shop,
    encoding: "utf8",
    stdio: ["ignore", quiet ? "pipe" : "inherit", "inherit"],
  });
  if (status !== expect) {
    console.error(`\nhighwater ${args.join(" ")} ended with ${status}, expected ${expect}.`);
    process.exit(1);
  }
  console.log(`exit code ${status}`);
  return stdout ?? "";
}

/** Row counts, read back by a process of its own, so that nothing is shown that isn't on disk. */
function rows(tables) {
  const script = `
    const { DuckDBInstance } = require("@duckdb/node-api");
    (async () => {
      const instance = await DuckDBInstance.create("shop.duckdb", { access_mode: "READ_ONLY" });
      const connection = await instance.connect();
      for (const table of ${JSON.stringify(tables)}) {
        const reader = await connection.runAndReadAll("select count(*)::int as n from " + table);
        console.log("   " + table.padEnd(14) + String(reader.getRows()[0][0]).padStart(8) + " rows");
      }
    })();`;
  process.stdout.write(
    run(process.execPath, ["-e", script], { cwd: shop, env: { NODE_PATH: join(repository, "node_modules") } }),
  );
}

if (!process.env.HIGHWATER_DEMO_INSTALLED) {
  title("Installing and building");
  run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
  run(process.execPath, ["scripts/build.mjs"]);
}
if (!existsSync(cli)) throw new Error("dist/cli.js is missing: run `npm run build`");

rmSync(shop, { recursive: true, force: true });
cpSync(join(repository, "test-fixtures/projects/shop"), shop, {
  recursive: true,
  filter: (from) => !/\.(duckdb|duckdb\.wal)$|[\\/]\.highwater$/.test(from),
});
const { deliver } = await import(pathToFileURL(join(shop, "generate.mjs")).href);
const models = ["--select", "models/staging", "models/marts"];
const tables = ["orders", "orders_daily", "customers", "event_counts", "event_log"];

title("Lint, both worlds: the models in models/wrong are wrong on purpose");
highwater(["lint"], { expect: 1 });

title("orders_daily is two programs: what each world would send");
highwater(["compile", "--select", "orders", "--world", "both", "--output", "compiled"]);
const difference = spawnSync(
  "diff",
  ["-u", "compiled/full-refresh/model.shop.orders.sql", "compiled/incremental/model.shop.orders.sql"],
  { cwd: shop, encoding: "utf8" },
);
console.log(difference.stdout || "(no diff program here)");

title("2024-03-01: load the seeds and build everything");
highwater(["seed"]);
highwater(["run", "--full-refresh", ...models]);
rows(tables);

title("2024-03-02: the next files arrive");
const arrived = deliver("2024-03-02", shop);
console.log(
  `   ${arrived.orders} order rows, ${arrived.events} events, ${arrived.customers} customers; ${arrived.late} late, ${arrived.corrected} corrected, ${arrived.duplicate} duplicate`,
);

title("Run incremental");
highwater(["run", ...models]);
rows(tables);

console.log(`
That was the terminal. To see it in VS Code:

   npm run package && code --install-extension out/packages/highwater-*-linux-x64.vsix
   code ${shop}

Open models/marts/orders_daily.sql and click "Run incremental" above its first line.`);

import { rmSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { query, shopWithNewFiles } from "./shop.ts";
import { startVSCode, type VSCode } from "./vscode.ts";
import { Workbench } from "./workbench.ts";

let vscode: VSCode | undefined;
let folder = "";

afterEach(async ({ task }) => {
  if (vscode && task.result?.state === "fail") await new Workbench(vscode.page).screenshot("failed-universal");
  await vscode?.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test("the package without DuckDB finds and compiles, and says what is missing when a run is tried", async () => {
  const vsix = process.env["HIGHWATER_VSIX_UNIVERSAL"];
  if (!vsix) throw new Error("HIGHWATER_VSIX_UNIVERSAL is not set: the path of the universal package");
  folder = await shopWithNewFiles("dev");
  vscode = await startVSCode({ folder, vsix });
  const bench = new Workbench(vscode.page);

  await bench.open("models/wrong/wrong_missing_unique_key.sql");
  await bench.squiggle("warning").waitFor();
  await bench.open("models/marts/orders.sql");
  await bench.lens("Compiled SQL").click();
  await bench.panel().locator("#code", { hasText: "where updated_at >= " }).waitFor();

  await bench.lens("Run incremental").click();
  // Without DuckDB the target can't be looked at, so the run is asked about.
  await bench
    .dialog(/could not be looked at/)
    .getByRole("button", { name: "Run", exact: true })
    .click();
  const message = bench.notification(/This build has no DuckDB for linux-x64/);
  await message.waitFor();
  expect(await message.innerText()).toContain("Running needs dbt; everything else works.");
  await bench.screenshot("11-no-duckdb");
  expect(query(folder, "shop.duckdb", "select count(*) from orders")).toEqual([["1000"]]);
});

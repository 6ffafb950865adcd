import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { query, shopWithNewFiles } from "./shop.ts";
import { required, startVSCode, type VSCode } from "./vscode.ts";
import { Workbench } from "./workbench.ts";

let vscode: VSCode | undefined;
let folder = "";

/** dbt takes seconds to start, twice. */
const SLOW = 400_000;

/** The shop whose models run through the user's own dbt, which `npm run verify` installed. */
async function start(dbtPath: string): Promise<Workbench> {
  folder = await shopWithNewFiles("dev");
  // dbt refuses a project of which one model reads what is not there.
  rmSync(join(folder, "models/wrong"), { recursive: true });
  const settings = { "highwater.runner.engine": "dbt" };
  vscode = await startVSCode({ folder, settings, machineSettings: { "highwater.dbtPath": dbtPath } });
  return new Workbench(vscode.page);
}

afterEach(async ({ task }) => {
  if (vscode && task.result?.state === "fail") await new Workbench(vscode.page).screenshot("failed");
  await vscode?.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  vscode = undefined;
});

test(
  "a model runs through the user's own dbt: lens, hover, outcome and rows",
  async () => {
    const bench = await start(join(dirname(required("HIGHWATER_DBT_PYTHON")), "dbt"));
    await bench.open("models/marts/orders.sql");
    const lens = bench.lens("Run incremental (dbt)");
    await lens.waitFor({ timeout: 120_000 });
    await expect
      .poll(() => lens.getAttribute("title"), { timeout: 120_000 })
      .toMatch(/dbt 1\.\d+\.\d+ .* on target dev/);
    await lens.click();
    await bench.lens("Cancel").waitFor({ timeout: 60_000 });
    await bench.screenshot("20-dbt-running");
    await bench.lens(/^incremental a moment ago/).waitFor({ timeout: 180_000 });
    await bench.screenshot("21-dbt-outcome");
    expect(query(folder, "shop.duckdb", "select count(*) from orders")).toEqual([["2040"]]);

    await bench.lens(/^incremental a moment ago/).click();
    await expect.poll(() => bench.text(), { timeout: 30_000 }).toMatch(/dev \(dbt 1\.\d+\.\d+\)/);
    await bench.screenshot("22-dbt-record");
  },
  SLOW,
);

test(
  "a dbtPath that leads nowhere is told on the click, with the way to the setting",
  async () => {
    const bench = await start("/nowhere/bin/dbt");
    await bench.open("models/marts/orders.sql");
    await bench.lens("Run incremental (dbt)").click();
    const told = bench.page.locator(".notification-toast", { hasText: "highwater.dbtPath is /nowhere/bin/dbt" });
    await told.waitFor({ timeout: 60_000 });
    await bench.screenshot("23-dbt-missing");
    await told.getByRole("button", { name: "Set Path" }).click();
    await bench.page.locator(".settings-editor").getByText("Dbt Path").first().waitFor();
  },
  SLOW,
);

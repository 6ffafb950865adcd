import { rmSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { copyOf } from "./shop.ts";
import { startVSCode, type VSCode } from "./vscode.ts";
import { Workbench } from "./workbench.ts";

let vscode: VSCode | undefined;
let folder = "";

async function start(fixture: string): Promise<Workbench> {
  folder = copyOf(fixture);
  vscode = await startVSCode({ folder });
  return new Workbench(vscode.page);
}

afterEach(async ({ task }) => {
  if (vscode && task.result?.state === "fail") await new Workbench(vscode.page).screenshot("failed-walkthrough");
  await vscode?.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  vscode = undefined;
});

const STEPS = ["See both worlds", "Fix a finding", "Run incremental", "Find it in CI"];

test("nothing pops up at the start, and the walkthrough has four steps with pictures", async () => {
  const bench = await start("projects/shop");
  await bench.open("models/marts/orders.sql");
  await bench.lens("Run incremental").waitFor();
  expect(await bench.page.locator(".notification-toast").count()).toBe(0);

  expect((await bench.commandsNamed("Highwater")).join()).toMatch(/Highwater: Go to the Failure of the Last Run/);

  await bench.command("Highwater: Open Walkthrough");
  const page = bench.page.locator(".gettingStartedContainer");
  await page.getByText("Highwater", { exact: false }).first().waitFor();
  const steps = page.locator(".step-list-container .getting-started-step");
  await expect.poll(() => steps.locator(".step-title").allInnerTexts()).toEqual(STEPS);
  for (const [index] of STEPS.entries()) {
    await steps.nth(index).click();
    const picture = page.locator(".getting-started-media img");
    await expect
      .poll(() => picture.evaluate((it) => (it as unknown as { naturalWidth: number }).naturalWidth))
      .toBeGreaterThan(500);
    await bench.screenshot(`12-walkthrough-${index + 1}`);
  }
});

test("in a folder without dbt the palette has nothing of ours", async () => {
  const bench = await start("workspaces/no-dbt");
  await bench.open("queries/report.sql");
  const found = await bench.commandsNamed("Highwater");
  expect(found).toEqual([]);
  expect(await bench.page.locator(".notification-toast").count()).toBe(0);
});

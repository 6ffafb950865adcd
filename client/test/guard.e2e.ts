import { rmSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { query, shopWithNewFiles } from "./shop.ts";
import { type StartOptions, startVSCode, type VSCode } from "./vscode.ts";
import { Workbench } from "./workbench.ts";

let vscode: VSCode | undefined;
let folder = "";

async function start(target: "dev" | "prod", options: Omit<StartOptions, "folder">): Promise<Workbench> {
  folder = await shopWithNewFiles(target);
  vscode = await startVSCode({ folder, ...options });
  return new Workbench(vscode.page);
}

afterEach(async ({ task }) => {
  if (vscode && task.result?.state === "fail") await new Workbench(vscode.page).screenshot("failed");
  await vscode?.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  vscode = undefined;
});

test("a protected target asks before every run, and wants its name typed for a rebuild", async () => {
  const bench = await start("prod", { settings: { "highwater.target": "prod" } });
  const rows = () => query(folder, "shop_prod.duckdb", "select count(*) from orders");
  await bench.open("models/marts/orders.sql");

  await bench.lens("Run incremental").click();
  const run = bench.dialog(/Run orders on prod/);
  await run.waitFor();
  expect(await run.innerText()).toMatch(/prod is a protected target/);
  await run.getByRole("button", { name: "Cancel" }).click();
  await run.waitFor({ state: "detached" });
  expect(rows()).toEqual([["1000"]]);

  await bench.lens("Run full refresh").click();
  const refresh = bench.dialog(/Full refresh orders on prod/);
  await refresh.getByRole("button", { name: "Full refresh" }).click();
  const name = bench.page.locator(".quick-input-widget input").first();
  await name.waitFor();
  await name.fill("pro");
  await bench.page.locator(".quick-input-widget", { hasText: "The target's name is prod." }).waitFor();
  await bench.screenshot("09-protected-target");
  await name.fill("prod");
  await bench.page.keyboard.press("Enter");
  await bench.lens(/full refresh .*\+2,040 rows/).waitFor({ timeout: 60_000 });
  expect(rows()).toEqual([["2040"]]);
});

test("an untrusted workspace gets language features and runs nothing", async () => {
  const bench = await start("dev", { trust: "ask" });
  const question = bench.page.locator(".monaco-dialog-box");
  await question.getByRole("button", { name: /No/ }).click();
  await question.waitFor({ state: "detached" });
  await bench.open("models/wrong/wrong_missing_unique_key.sql");
  await bench.squiggle("warning").waitFor();
  await bench.lens("Compiled SQL").waitFor();
  await bench.screenshot("10-untrusted");
  expect(await bench.page.locator(".codelens-decoration a", { hasText: "Run" }).count()).toBe(0);
});

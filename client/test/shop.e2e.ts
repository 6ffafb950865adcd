import { rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { query, shopWithNewFiles } from "./shop.ts";
import { startVSCode, type VSCode } from "./vscode.ts";
import { Workbench } from "./workbench.ts";

describe("the main job in real VS Code", () => {
  let folder: string;
  let vscode: VSCode;
  let bench: Workbench;

  beforeAll(async () => {
    folder = await shopWithNewFiles("dev");
    vscode = await startVSCode({ folder });
    bench = new Workbench(vscode.page);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await bench.screenshot("failed");
  });
  afterAll(async () => {
    await vscode?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  test("a misspelled ref is underlined while it is typed, and no longer when it is healed", async () => {
    await bench.open("models/marts/orders.sql");
    await bench.lens("Run incremental").waitFor();
    await expect.poll(() => bench.squiggle("error").count()).toBe(0);
    await bench.caret(9, 28);
    await bench.type("zz");
    expect(await bench.text()).toContain("ref('stg_orderszz')");
    await bench.squiggle("error").waitFor();
    await bench.screenshot("01-squiggle-while-typing");
    await vscode.page.keyboard.press("Backspace");
    await vscode.page.keyboard.press("Backspace");
    await expect.poll(() => bench.text()).toContain("ref('stg_orders')");
    await bench.squiggle("error").waitFor({ state: "detached" });
  });

  test("go to definition leads from ref() to the model", async () => {
    await bench.caret(9, 22);
    await vscode.page.keyboard.press("F12");
    await bench.tab("stg_orders.sql").waitFor();
    await bench.screenshot("02-definition");
  });

  test("a quick fix gives the merge its unique_key", async () => {
    await bench.open("models/wrong/wrong_missing_unique_key.sql");
    await bench.squiggle("warning").waitFor();
    await bench.screenshot("03-problem");
    await bench.caret(1, 45);
    await bench.quickFix(/Set unique_key='order_id'/);
    await expect.poll(() => bench.text()).toContain("unique_key='order_id'");
    await bench.squiggle("warning").waitFor({ state: "detached" });
    await bench.screenshot("04-fixed");
  });

  test("the panel shows both worlds beside the editor, live", async () => {
    await bench.open("models/marts/orders.sql");
    await vscode.page.keyboard.press("Control+B");
    await vscode.page.locator(".explorer-folders-view").waitFor({ state: "hidden" });
    await bench.lens("Compiled SQL").click();
    const panel = bench.panel();
    await panel.getByRole("tab", { name: "Incremental", exact: true }).waitFor();
    await panel.locator("#code", { hasText: "where updated_at >= " }).waitFor();
    await bench.screenshot("05-panel-incremental");
    await panel.getByRole("tab", { name: "Full refresh" }).click();
    await panel.locator("#code", { hasText: "where updated_at >= " }).waitFor({ state: "detached" });
    await panel.locator("#code", { hasText: '"shop"."main"."stg_orders"' }).waitFor();
    await bench.screenshot("06-panel-full-refresh");

    await bench.caret(8, 13);
    await bench.type(" /* live */");
    await panel.locator("#code", { hasText: "/* live */" }).waitFor();
    for (let key = 0; key < " /* live */".length; key++) await vscode.page.keyboard.press("Backspace");
    await panel.locator("#code", { hasText: "/* live */" }).waitFor({ state: "detached" });
  });

  test("Run incremental merges the new day, and the lens tells", async () => {
    expect(query(folder, "shop.duckdb", "select count(*) from orders")).toEqual([["1000"]]);
    await vscode.page.keyboard.press("Control+1");
    await bench.lens("Run incremental").click();
    const outcome = bench.lens(/incremental .* ago: .*rows, [\d.]+ s/);
    await outcome.waitFor({ timeout: 60_000 });
    await bench.panel().getByRole("tab", { name: "Incremental", exact: true }).click();
    await bench.panel().locator("#code", { hasText: "where updated_at >= " }).waitFor();
    await bench.screenshot("07-both-worlds");
    // 1,000 new orders and 40 late ones are inserted; 60 corrected ones replace their old rows.
    expect(query(folder, "shop.duckdb", "select count(*) from orders")).toEqual([["2040"]]);
    expect(
      query(folder, "shop.duckdb", "select count(*) from orders where loaded_at = timestamp '2024-03-03 00:00:00'"),
    ).toEqual([["1100"]]);
  });

  test("a full refresh asks first and names what it replaces", async () => {
    await bench.lens("Run full refresh").click();
    const dialog = bench.dialog(/orders/);
    await dialog.waitFor();
    await bench.screenshot("08-asks-before-full-refresh");
    expect(await dialog.innerText()).toMatch(/shop\.main\.orders/);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(query(folder, "shop.duckdb", "select count(*) from orders")).toEqual([["2040"]]);
  });

  test("nothing left this machine", () => {
    expect([...vscode.noise.outside].filter((it) => !it.endsWith(".vscode-cdn.net"))).toEqual([]);
  });
});

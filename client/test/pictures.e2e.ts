import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { shopWithNewFiles } from "./shop.ts";
import { startVSCode, type VSCode } from "./vscode.ts";
import { screenshots, Workbench } from "./workbench.ts";

/** The walkthrough's pictures. `HIGHWATER_PICTURES=…/media/walkthrough` renews those that ship. */
const pictures = process.env["HIGHWATER_PICTURES"] ?? join(screenshots, "walkthrough");
const cli = join(import.meta.dirname, "../../dist/cli.js");

let folder: string;
let vscode: VSCode;
let bench: Workbench;
let explorerHidden = false;
const bin = mkdtempSync(join(tmpdir(), "bin-"));

beforeAll(async () => {
  chmodSync(cli, 0o755);
  symlinkSync(cli, join(bin, "highwater"));
  folder = await shopWithNewFiles("dev");
  const settings = {
    "workbench.activityBar.location": "hidden",
    "breadcrumbs.enabled": false,
    "terminal.integrated.gpuAcceleration": "off",
    "terminal.integrated.profiles.linux": { sh: { path: "/bin/sh" } },
    "terminal.integrated.defaultProfile.linux": "sh",
    "terminal.integrated.env.linux": { PATH: [bin, process.env["PATH"]].join(delimiter), PS1: "$ " },
    "terminal.integrated.stickyScroll.enabled": false,
  };
  vscode = await startVSCode({ folder, settings });
  bench = new Workbench(vscode.page);
  await vscode.page.setViewportSize({ width: 1060, height: 560 });
});
afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await bench.screenshot("failed-pictures");
});
afterAll(async () => {
  await vscode?.stop();
  for (const it of [folder, bin]) rmSync(it, { recursive: true, force: true, maxRetries: 5 });
});

async function picture(name: string, part: Locator): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await vscode.page.mouse.move(0, 0);
  await part.screenshot({ path: join(pictures, `${name}.png`) });
}

/** Opens a file and hides the explorer, so that the editor has the whole width. */
async function openAlone(path: string): Promise<void> {
  const explorer = vscode.page.locator(".explorer-folders-view");
  if (explorerHidden) await vscode.page.keyboard.press("Control+B");
  await bench.open(path);
  await vscode.page.keyboard.press("Control+B");
  await explorer.waitFor({ state: "hidden" });
  explorerHidden = true;
}

test("run incremental", async () => {
  await openAlone("models/marts/orders.sql");
  await bench.lens("Run incremental").click();
  await bench.lens(/incremental .* ago: .*rows, [\d.]+ s/).waitFor({ timeout: 60_000 });
  await picture("run-incremental", vscode.page.locator(".part.editor"));
});

test("fix a finding", async () => {
  await openAlone("models/wrong/wrong_missing_unique_key.sql");
  await bench.squiggle("warning").waitFor();
  await bench.caret(1, 60);
  await vscode.page.keyboard.press("Control+.");
  await vscode.page.locator(".action-widget").getByRole("option").filter({ hasText: "Set unique_key" }).waitFor();
  await picture("fix-a-finding", vscode.page.locator(".part.editor"));
  await vscode.page.keyboard.press("Escape");
  await bench.command("View: Close Editor");
});

test("see both worlds", async () => {
  await openAlone("models/marts/orders.sql");
  await bench.lens("Compiled SQL").click();
  await bench.panel().locator("#code", { hasText: "where updated_at >= " }).waitFor();
  await picture("both-worlds", vscode.page.locator(".part.editor"));
});

test("find it in CI", async () => {
  await bench.command("View: Close All Editors");
  await bench.command("Terminal: Create New Terminal");
  const terminal = vscode.page.locator(".xterm-rows");
  await expect.poll(() => terminal.innerText(), { timeout: 30_000 }).toContain("$");
  await bench.command("View: Toggle Maximized Panel");
  await vscode.page.locator(".part.editor").waitFor({ state: "hidden" });
  await vscode.page.locator(".xterm-rows.xterm-focus").waitFor();
  await vscode.page.keyboard.type("highwater lint; echo exit code $?");
  await vscode.page.keyboard.press("Enter");
  await expect.poll(() => terminal.innerText(), { timeout: 30_000 }).toMatch(/exit\s+code\s+1/);
  await picture("find-it-in-ci", vscode.page.locator(".part.panel"));
});

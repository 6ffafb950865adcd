import { rmSync } from "node:fs";
import { runTests } from "@vscode/test-electron";
import { expect, test } from "vitest";
import { bundleSuite, reportOf } from "./host-suite.ts";
import { copyOf } from "./shop.ts";

// Run by `npm run verify` where desktop VS Code can be downloaded, on a virtual screen.
test("the extension host's own suite passes in desktop VS Code", async () => {
  const vscodeExecutablePath = process.env["HIGHWATER_DESKTOP"];
  if (!vscodeExecutablePath) throw new Error("HIGHWATER_DESKTOP is not set: the path of desktop VS Code's executable");
  const folder = copyOf("projects/shop");
  const bundled = await bundleSuite("extension");
  await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: bundled.extension,
    extensionTestsPath: bundled.tests,
    launchArgs: [folder, "--disable-extensions"],
    extensionTestsEnv: bundled.env,
  });
  rmSync(folder, { recursive: true, force: true });
  const { tests } = reportOf(bundled);
  expect(tests.filter((it) => !it.ok)).toEqual([]);
  expect(tests.length).toBeGreaterThan(0);
}, 300_000);

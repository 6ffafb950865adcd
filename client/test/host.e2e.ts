import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { downloadAndUnzipVSCode, runTests, SilentReporter } from "@vscode/test-electron";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { startVSCode } from "./vscode.ts";

const repository = join(import.meta.dirname, "../..");
const bundle = join(repository, "out/host-tests");
const report = join(bundle, "report.json");

interface Report {
  readonly failures: number;
  readonly tests: readonly { readonly title: string; readonly ok: boolean; readonly error?: string }[];
}

test("the extension host's own suite passes", async () => {
  await bundleSuite();
  rmSync(report, { force: true });
  const folder = mkdtempSync(join(tmpdir(), "highwater-host-"));
  cpSync(join(repository, "test-fixtures/projects/shop"), folder, { recursive: true });

  const desktop = await desktopVSCode();
  if (desktop) {
    const env = { HIGHWATER_HOST_REPORT: report };
    await runTests({
      vscodeExecutablePath: desktop,
      extensionDevelopmentPath: repository,
      extensionTestsPath: join(bundle, "suite.js"),
      launchArgs: [folder, "--disable-extensions"],
      extensionTestsEnv: env,
    });
  } else {
    await runInBrowserBuild(folder);
  }
  rmSync(folder, { recursive: true, force: true });

  const { failures, tests } = JSON.parse(readFileSync(report, "utf8")) as Report;
  expect(tests.filter((it) => !it.ok)).toEqual([]);
  expect(failures).toBe(0);
  expect(tests.length).toBeGreaterThan(0);
});

async function bundleSuite(): Promise<void> {
  await build({
    entryPoints: [join(import.meta.dirname, "host/suite.ts"), join(import.meta.dirname, "host/extension.test.ts")],
    outdir: bundle,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode", "mocha"],
    logLevel: "error",
  });
}

/** The desktop's executable where it can be downloaded. A failed download is said loudly, and is no failed test unless it is required. */
async function desktopVSCode(): Promise<string | undefined> {
  try {
    return await downloadAndUnzipVSCode({
      version: "1.100.3",
      timeout: 30_000,
      reporter: new SilentReporter(),
      cachePath: join(repository, ".cache/vscode-test"),
    });
  } catch (error) {
    if (process.env["REQUIRE_DESKTOP"]) throw error;
    const line = "!".repeat(100);
    console.error(
      `${line}\nDesktop VS Code cannot be downloaded here (${String(error)}).\nThe same suite runs in the BROWSER BUILD instead; Electron itself is not tested by this run.\n${line}`,
    );
    return undefined;
  }
}

async function runInBrowserBuild(folder: string): Promise<void> {
  let exited: (code: number) => void = () => undefined;
  const exit = new Promise<number>((resolve) => {
    exited = resolve;
  });
  const env = { HIGHWATER_HOST_REPORT: report };
  const vscode = await startVSCode({
    folder,
    hostTests: { extension: repository, tests: join(bundle, "suite.js"), env, exited: (code) => exited(code) },
  });
  try {
    await exit;
  } finally {
    await vscode.stop();
  }
}

// Desktop VS Code, where its download hosts are within reach: the only place where Electron itself can be tested.
import { join } from "node:path";
import { ensurePackages } from "./machine.mjs";
import { cache } from "./shell.mjs";

/** What Electron needs beside Chromium's libraries on a machine without a screen. */
const PACKAGES = ["xvfb", "xauth", "libxkbfile1", "libsecret-1-0"];

/**
 * Downloads a version once and answers its executable; undefined, said loudly, where it can't be had.
 * `REQUIRE_DESKTOP=1` makes that a failure.
 */
export async function ensureDesktop(version) {
  // Not before npm has run: `verify` imports this file from a bare clone.
  const { downloadAndUnzipVSCode, SilentReporter } = await import("@vscode/test-electron");
  let executable;
  try {
    const cachePath = join(cache, "vscode-desktop");
    executable = await downloadAndUnzipVSCode({ version, timeout: 30_000, reporter: new SilentReporter(), cachePath });
  } catch (error) {
    if (process.env.REQUIRE_DESKTOP) throw error;
    const line = "!".repeat(100);
    console.error(`${line}\nDesktop VS Code ${version} cannot be downloaded here (${String(error)}).`);
    console.error(`Its suite runs in the BROWSER BUILD only; Electron itself is not tested by this run.\n${line}`);
    return undefined;
  }
  ensurePackages(PACKAGES);
  return executable;
}

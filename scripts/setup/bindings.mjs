// DuckDB's native bindings, one a platform: fetched from the registry at the version and integrity of the lockfile,
// whatever platform this is.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache, repository, unpackPackage } from "./shell.mjs";

/** VS Code's name of a platform, and the binding that belongs to it. */
export const TARGETS = {
  "linux-x64": "node-bindings-linux-x64",
  "linux-arm64": "node-bindings-linux-arm64",
  "alpine-x64": "node-bindings-linux-x64-musl",
  "alpine-arm64": "node-bindings-linux-arm64-musl",
  "darwin-x64": "node-bindings-darwin-x64",
  "darwin-arm64": "node-bindings-darwin-arm64",
  "win32-x64": "node-bindings-win32-x64",
  "win32-arm64": "node-bindings-win32-arm64",
};

/** Fetches a target's binding once; answers its folder, its package's name and version. */
export function ensureBinding(target) {
  const name = `@duckdb/${TARGETS[target]}`;
  const { packages } = JSON.parse(readFileSync(join(repository, "package-lock.json"), "utf8"));
  const locked = packages[`node_modules/${name}`];
  if (!locked) throw new Error(`${name} is not in package-lock.json`);
  const { version, integrity } = locked;
  const folder = join(cache, "duckdb", `${TARGETS[target]}-${version}`);
  const stamp = join(folder, ".integrity");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== integrity) {
    rmSync(folder, { recursive: true, force: true });
    unpackPackage(`${name}@${version}`, integrity, folder);
    writeFileSync(stamp, integrity);
  }
  return { folder, name, version };
}

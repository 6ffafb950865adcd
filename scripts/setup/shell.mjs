// What the setup scripts share: running commands so that a failure names the command and its own words.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

export const repository = resolve(import.meta.dirname, "../..");

/** Where downloads are kept between runs; outside the checkout only if HIGHWATER_CACHE says so. */
export const cache = process.env.HIGHWATER_CACHE ? resolve(process.env.HIGHWATER_CACHE) : join(repository, ".cache");

/** Runs a command to its end; throws with its output when it fails. `show` lets its output through instead of keeping it. */
export function run(command, args, { cwd = repository, env = {}, show = false, input } = {}) {
  const done = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: "utf8",
    input,
    maxBuffer: 1 << 28,
    stdio: show ? ["ignore", "inherit", "inherit"] : ["pipe", "pipe", "pipe"],
  });
  if (done.error) throw new Error(`${command}: ${done.error.message}`);
  if (done.status !== 0) {
    const said = `${done.stdout ?? ""}${done.stderr ?? ""}`.trim().split("\n").slice(-25).join("\n");
    throw new Error(`${[command, ...args].join(" ")} failed with ${done.status ?? done.signal}\n${said}`);
  }
  return done.stdout ?? "";
}

export function isThere(command) {
  return spawnSync("sh", ["-c", `command -v ${command}`], { stdio: "ignore" }).status === 0;
}

/** Unpacks a registry tarball into `folder`, after checking it against its pinned integrity (`sha512-…`). */
export function unpackPackage(spec, integrity, folder) {
  mkdirSync(folder, { recursive: true });
  const file = run("npm", ["pack", "--silent", spec], { cwd: folder }).trim().split("\n").at(-1);
  const path = join(folder, file);
  const found = `sha512-${createHash("sha512").update(readFileSync(path)).digest("base64")}`;
  if (found !== integrity) throw new Error(`${spec}: integrity is ${found}, expected ${integrity}`);
  run("tar", ["xzf", path, "-C", folder, "--strip-components=1"]);
  rmSync(path);
}

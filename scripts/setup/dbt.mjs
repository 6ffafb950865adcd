// Real dbt in a virtual environment of its own: the oracle that our compiler and runner are compared with.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensurePackages } from "./machine.mjs";
import { cache, isThere, repository, run } from "./shell.mjs";

const requirements = join(repository, "server/conformance/requirements.txt");

/** Installs the pinned packages once; answers the path of the environment's Python. */
export function ensureDbt() {
  const folder = join(cache, "dbt");
  const python = join(folder, "bin/python");
  const stamp = join(folder, "installed.txt");
  const wanted = readFileSync(requirements, "utf8");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return python;
  if (!isThere("python3")) ensurePackages(["python3", "python3-venv"]);
  rmSync(folder, { recursive: true, force: true });
  try {
    run("python3", ["-m", "venv", folder]);
  } catch {
    // Debian splits venv off Python; without it the module is there but fails.
    ensurePackages(["python3-venv"]);
    run("python3", ["-m", "venv", folder]);
  }
  run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r", requirements]);
  writeFileSync(stamp, wanted);
  return python;
}

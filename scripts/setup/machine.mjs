// Debian packages that the suites need. Installed as root or through passwordless sudo; otherwise named, and the run ends.
import { spawnSync } from "node:child_process";
import { isThere, run } from "./shell.mjs";

const isInstalled = (name) => spawnSync("dpkg", ["-s", name], { stdio: "ignore" }).status === 0;

/** Makes sure of Debian packages by name. Throws a sentence that names what is missing where it can't install. */
export function ensurePackages(names) {
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const wish = `sudo apt-get install ${missing.join(" ")}`;
  if (!isThere("apt-get")) throw new Error(`This machine has no apt-get. Needed: ${missing.join(", ")}`);
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  if (asRoot.length > 0 && spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status !== 0) {
    throw new Error(`Missing Debian packages: ${missing.join(", ")}. Neither root nor passwordless sudo; run: ${wish}`);
  }
  const [command, ...args] = [...asRoot, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
  run(command, [...args, "update", "-qq"]);
  run(command, [...args, "install", "-y", "-qq", "--no-install-recommends", ...missing]);
}

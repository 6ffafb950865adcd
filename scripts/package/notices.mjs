// The licences of what is bundled, as those licences ask for; taken from the packages that esbuild says it used.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const PACKAGE = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/** One text for all bundles: name, version, licence and its words, sorted by name. A package without a licence file is a mistake. */
export function noticesOf(metafiles, root) {
  const folders = new Map();
  for (const path of metafiles.flatMap((it) => Object.keys(it.inputs))) {
    const found = PACKAGE.exec(path);
    if (found) folders.set(found[1], join(root, found[0]));
  }
  const parts = [...folders].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, folder]) => notice(name, folder));
  return `Highwater contains the following software.\n\n${parts.join("\n\n")}\n`;
}

function notice(name, folder) {
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((it) => /^licen[cs]e/i.test(it));
  if (!file) throw new Error(`${name} is bundled, but has no licence file`);
  const text = readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
  return `${"=".repeat(80)}\n${name} ${version} (${license})\n${"=".repeat(80)}\n${text}`;
}

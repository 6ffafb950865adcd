// Packs the extension. `node scripts/package-vsix.mjs` packs all nine into out/packages: one for each platform that DuckDB
// has a binding for, and a universal one without DuckDB. `… linux-x64 OUT.vsix` packs one. JavaScript is bundled
// (`npm run build`); only DuckDB's native binding travels beside it.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { ensureBinding, TARGETS } from "./setup/bindings.mjs";
import { repository } from "./setup/shell.mjs";

const SHIPPED = ["dist", "syntaxes", "media", "docs/rules", "README.md", "CHANGELOG.md", "LICENSE", ".vscodeignore"];
const UNIVERSAL = "universal";
const ALL = [...Object.keys(TARGETS), UNIVERSAL];

/** Stages what ships, with the target's binding, and packs it. The repository itself is not touched. */
async function packageVsix(target, out) {
  if (!ALL.includes(target)) throw new Error(`no such target: ${target}; one of ${ALL.join(", ")}`);
  const stage = mkdtempSync(join(tmpdir(), "highwater-vsix-"));
  try {
    for (const name of SHIPPED) {
      mkdirSync(dirname(join(stage, name)), { recursive: true });
      cpSync(join(repository, name), join(stage, name), { recursive: true });
    }
    const dependencies = target === UNIVERSAL ? {} : stageBinding(target, stage);
    const manifest = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
    const { devDependencies: _dev, scripts: _scripts, overrides: _overrides, private: _private, ...shipped } = manifest;
    writeFileSync(join(stage, "package.json"), `${JSON.stringify({ ...shipped, dependencies }, null, 2)}\n`);
    mkdirSync(dirname(out), { recursive: true });
    await createVSIX({
      cwd: stage,
      packagePath: out,
      ...(target === UNIVERSAL ? {} : { target }),
      allowMissingRepository: !manifest.repository,
      rewriteRelativeLinks: false,
    });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  if (!existsSync(out)) throw new Error(`no package at ${out}`);
}

function stageBinding(target, stage) {
  const { folder, name, version } = ensureBinding(target);
  cpSync(folder, join(stage, "node_modules", name), {
    recursive: true,
    filter: (source) => !source.endsWith(".integrity"),
  });
  return { [name]: version };
}

const [target, out] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
for (const it of target ? [target] : ALL) {
  const file = resolve(out ?? join(repository, `out/packages/highwater-${version}-${it}.vsix`));
  await packageVsix(it, file);
  console.log(file);
}

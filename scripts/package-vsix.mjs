// Packs one platform's VSIX: `node scripts/package-vsix.mjs linux-x64 OUT.vsix`. JavaScript is bundled; only DuckDB's
// native binding travels beside it, taken from the lockfile for exactly that platform.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { repository, run } from "./setup/shell.mjs";

const PLATFORMS = {
  "linux-x64": ["linux", "x64", "glibc"],
  "linux-arm64": ["linux", "arm64", "glibc"],
  "alpine-x64": ["linux", "x64", "musl"],
  "alpine-arm64": ["linux", "arm64", "musl"],
  "darwin-x64": ["darwin", "x64"],
  "darwin-arm64": ["darwin", "arm64"],
  "win32-x64": ["win32", "x64"],
  "win32-arm64": ["win32", "arm64"],
};
const SHIPPED = ["dist", "syntaxes", "media", "docs/rules", "README.md", "CHANGELOG.md", "LICENSE", ".vscodeignore"];

/** Stages, installs the platform's binding, packs. The repository itself is not touched. */
export function packageVsix(target, out) {
  const platform = PLATFORMS[target];
  if (!platform) throw new Error(`no such target: ${target}; one of ${Object.keys(PLATFORMS).join(", ")}`);
  const [os, cpu, libc] = platform;
  const stage = mkdtempSync(join(tmpdir(), "highwater-vsix-"));
  try {
    const manifest = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
    writeFileSync(join(stage, "package.json"), JSON.stringify(manifest));
    cpSync(join(repository, "package-lock.json"), join(stage, "package-lock.json"));
    run(
      "npm",
      [
        "ci",
        "--silent",
        "--omit=dev",
        "--ignore-scripts",
        `--os=${os}`,
        `--cpu=${cpu}`,
        ...(libc ? [`--libc=${libc}`] : []),
      ],
      { cwd: stage },
    );

    const scope = join(stage, "node_modules/@duckdb");
    const bindings = readdirSync(scope).filter((name) => name.startsWith("node-bindings-"));
    if (bindings.length !== 1)
      throw new Error(`expected one DuckDB binding for ${target}, got: ${bindings.join(", ") || "none"}`);
    const [binding] = bindings;
    renameSync(join(scope, binding), join(stage, "binding"));
    rmSync(join(stage, "node_modules"), { recursive: true });
    rmSync(join(stage, "package-lock.json"));
    mkdirSync(scope, { recursive: true });
    renameSync(join(stage, "binding"), join(scope, binding));

    for (const name of SHIPPED) {
      mkdirSync(dirname(join(stage, name)), { recursive: true });
      cpSync(join(repository, name), join(stage, name), { recursive: true });
    }
    const { devDependencies: _dev, scripts: _scripts, ...shipped } = manifest;
    const version = manifest.dependencies["@duckdb/node-api"];
    writeFileSync(
      join(stage, "package.json"),
      JSON.stringify({ ...shipped, dependencies: { [`@duckdb/${binding}`]: version } }, null, 2),
    );

    mkdirSync(dirname(resolve(out)), { recursive: true });
    // Never `--no-dependencies`: it drops node_modules altogether, whatever .vscodeignore lets in.
    const vsce = join(repository, "node_modules/@vscode/vsce/vsce");
    run(
      process.execPath,
      [
        vsce,
        "package",
        "--target",
        target,
        "--out",
        resolve(out),
        "--allow-missing-repository",
        "--no-rewrite-relative-links",
      ],
      {
        cwd: stage,
      },
    );
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  if (!existsSync(out)) throw new Error(`no package at ${out}`);
  return resolve(out);
}

if (resolve(process.argv[1] ?? "") === import.meta.filename) {
  const [target, out] = process.argv.slice(2);
  if (!target || !out) {
    console.error("usage: node scripts/package-vsix.mjs TARGET OUT.vsix");
    process.exit(2);
  }
  console.log(packageVsix(target, out));
}

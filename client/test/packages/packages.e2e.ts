import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyOf } from "../shop.ts";
import { platformOf } from "./platform-of.ts";
import { readZip } from "./zip.ts";

const repository = join(import.meta.dirname, "../../..");
const folder = process.env["HIGHWATER_PACKAGES"] ?? join(repository, "out/packages");

interface Golden {
  readonly every: readonly string[];
  /** Target → the binding's package, and the library beside `duckdb.node`. */
  readonly bindings: Readonly<Record<string, readonly [name: string, library: string]>>;
}

const read = (path: string) => JSON.parse(readFileSync(join(repository, path), "utf8"));
const golden: Golden = read("test-fixtures/golden/package-files.json");
const { version, dependencies } = read("package.json");
const fileOf = (target: string) => join(folder, `highwater-${version}-${target}.vsix`);
const targets = [...Object.keys(golden.bindings), "universal"];
const rulePages = execFileSync("git", ["ls-files", "docs/rules"], { cwd: repository, encoding: "utf8" })
  .trim()
  .split("\n")
  .map((it) => `extension/${it}`);

const MB = 1024 * 1024;

/** What must never travel: keys, tokens, and paths of the machine that packed. */
const SECRETS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(?:ghp|gho|ghs|github_pat|npm|sk|xox[bp])_[A-Za-z0-9]{20,}/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /_authToken\s*=/,
  new RegExp(repository.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")),
];

/** Unpacks a package where no `node_modules` of ours is near, and runs its command line on a copy of the shop. */
function runFrom(
  target: string,
  ...args: readonly string[]
): { readonly status: number | null; readonly said: string } {
  const home = mkdtempSync(join(tmpdir(), "unpacked-"));
  const shop = copyOf("projects/shop");
  try {
    for (const it of readZip(fileOf(target))) {
      mkdirSync(dirname(join(home, it.path)), { recursive: true });
      writeFileSync(join(home, it.path), it.read());
    }
    const program = join(home, "extension/dist/cli.js");
    const done = spawnSync(process.execPath, [program, ...args, "--project-dir", shop], { encoding: "utf8" });
    return { status: done.status, said: `${done.stdout}${done.stderr}` };
  } finally {
    rmSync(home, { recursive: true, force: true });
    rmSync(shop, { recursive: true, force: true });
  }
}

test("there is one package for each target, and nothing else", () => {
  expect(readdirSync(folder).sort()).toEqual(targets.map((it) => `highwater-${version}-${it}.vsix`).sort());
});

describe.each(targets)("the package for %s", (target) => {
  const binding = golden.bindings[target];
  const entries = readZip(fileOf(target));
  const manifest = JSON.parse(
    entries
      .find((it) => it.path === "extension/package.json")
      ?.read()
      .toString() ?? "{}",
  );
  const text = (path: string) =>
    entries
      .find((it) => it.path === path)
      ?.read()
      .toString() ?? "";

  test("has exactly the files that it should", () => {
    const [name = "", library = ""] = binding ?? [];
    const inside = ["LICENSE", "README.md", "duckdb.node", library, "package.json"];
    const native = binding ? inside.map((it) => `extension/node_modules/@duckdb/${name}/${it}`) : [];
    expect(entries.map((it) => it.path).sort()).toEqual([...golden.every, ...rulePages, ...native].sort());
  });

  test("names its platform, and needs the binding that it carries and no other", () => {
    const named = /TargetPlatform="([^"]+)"/.exec(text("extension.vsixmanifest"))?.[1];
    expect(named).toBe(binding ? target : undefined);
    const needed = binding ? { [`@duckdb/${binding[0]}`]: dependencies["@duckdb/node-api"] } : {};
    expect(manifest.dependencies).toEqual(needed);
    expect([manifest.devDependencies, manifest.scripts, manifest.private]).toEqual([undefined, undefined, undefined]);
  });

  test("carries native code of that platform and no other", () => {
    const native = entries.filter((it) => /\.(node|so|dylib|dll)$/.test(it.path));
    for (const it of native)
      expect(platformOf(it.read()).split(/-|\+/)).toEqual(expect.arrayContaining(target.split("-")));
    expect(native.length).toBe(binding ? 2 : 0);
  });

  test("has the size that one expects", () => {
    const [least, most] = binding ? [10, 45] : [0.5, 4];
    expect(statSync(fileOf(target)).size / MB).toBeGreaterThan(least);
    expect(statSync(fileOf(target)).size / MB).toBeLessThan(most);
  });

  test("has no source map, no key, and no path of the machine that packed it", () => {
    const ours = entries.filter((it) => !it.path.includes("node_modules") && !it.path.endsWith(".png"));
    for (const it of ours) {
      const content = it.read().toString("utf8");
      expect(content.includes("sourceMappingURL="), it.path).toBe(false);
      for (const secret of SECRETS) expect(secret.exec(content)?.[0], it.path).toBe(undefined);
    }
  });
});

test("the package for this platform runs, with the DuckDB that it carries", () => {
  expect(runFrom("linux-x64", "seed")).toMatchObject({ status: 0 });
});

test.each(["universal", "win32-x64"])("the package for %s compiles here, and says why it can't run", (target) => {
  expect(runFrom(target, "compile", "--select", "orders")).toMatchObject({ status: 0 });
  const { status, said } = runFrom(target, "seed");
  expect(status).toBe(1);
  expect(said).toContain("This build has no DuckDB for linux-x64. Running needs dbt; everything else works.");
});

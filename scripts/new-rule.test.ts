import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "highwater-new-rule-"));
  cpSync(join(root, "server/src"), join(copy, "server/src"), { recursive: true });
  cpSync(join(root, "package.json"), join(copy, "package.json"));
});
afterAll(() => rmSync(copy, { recursive: true }));

const newRule = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, "scripts/new-rule.mjs"), ...args], { encoding: "utf8" });

test("a new rule is written, and listed by its name among the others", () => {
  expect(newRule("late-rows-lost", copy).status).toBe(0);
  const index = readFileSync(join(copy, "server/src/lint/rules/index.ts"), "utf8");
  const before = readFileSync(join(root, "server/src/lint/rules/index.ts"), "utf8");
  const isNew = (line: string) => line.includes("lateRowsLost");
  expect(index.split("\n").filter((it) => !isNew(it))).toEqual(before.split("\n"));
  const built = buildSync({
    entryPoints: [join(copy, "server/src/lint/rules/index.ts")],
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    nodePaths: [join(root, "node_modules")],
  });
  const module = { exports: {} as { readonly rules?: readonly { readonly name: string }[] } };
  new Function("module", "require", built.outputFiles[0]?.text ?? "")(module, () => ({}));
  const ids = module.exports.rules?.map((it) => it.name) ?? [];
  expect(ids).toContain("late-rows-lost");
  expect(ids).toEqual([...ids].sort());
});

test("a name that can't be one, or is taken, changes nothing", () => {
  expect(newRule("Late Rows", copy)).toMatchObject({ status: 2, stderr: expect.stringContaining("Usage") });
  expect(newRule("missing-unique-key", copy)).toMatchObject({ status: 1, stderr: expect.stringContaining("already") });
});

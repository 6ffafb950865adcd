import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

/** What a script and the scripts that it imports need before their first line runs. */
function packagesNeeded(script: string, seen = new Set<string>()): readonly string[] {
  if (seen.has(script)) return [];
  seen.add(script);
  const text = readFileSync(script, "utf8");
  const specifiers = [...text.matchAll(/^(?:import|export)\b[^;]*?\bfrom "([^"]+)"|^import "([^"]+)"/gm)].map(
    (it) => it[1] ?? it[2] ?? "",
  );
  return specifiers.flatMap((it) => {
    if (it.startsWith(".")) return packagesNeeded(join(dirname(script), it), seen);
    return it.startsWith("node:") ? [] : [it];
  });
}

test.each(["verify.mjs", "demo.mjs"])("%s starts from a bare clone, before anything is installed", (name) => {
  expect(packagesNeeded(join(import.meta.dirname, name))).toEqual([]);
});

test("what a script imports is found, also through another script", () => {
  expect(packagesNeeded(join(import.meta.dirname, "codegen.mjs"))).toContain("esbuild");
});

import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Puts a program called dbt into a folder; how it behaves is said by the environment that it is started with (`fake-dbt.mjs`). */
export function fakeDbt(path: string): string {
  const script = join(import.meta.dirname, "fake-dbt.mjs");
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!${process.execPath}\nimport(${JSON.stringify(script)});\n`);
  chmodSync(path, 0o755);
  return path;
}

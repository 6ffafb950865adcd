import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Plain } from "../src/base/plain.ts";
import { dbtPython } from "./runner/dbt.ts";

/** What real dbt makes of a project; see `dbt_worlds.py`. */
export interface DbtAnswer {
  readonly dbt: string;
  readonly nodes: Readonly<Record<string, DbtNode>>;
  readonly worlds: Readonly<Record<"incremental" | "full-refresh" | "first-run", Readonly<Record<string, DbtText>>>>;
}

/** A model, seed or snapshot as the manifest has it. */
export interface DbtNode {
  readonly config: { readonly [key: string]: Plain };
  readonly database: string;
  readonly schema: string;
  readonly alias: string;
  readonly refs: readonly (readonly [packageName: string | null, name: string, version: string | number | null])[];
  readonly sources: readonly (readonly [source: string, table: string])[];
}

export interface DbtText {
  readonly sql: string | null;
  readonly error: string | null;
  /** Not empty: the text depends on what only a warehouse knows. */
  readonly asked: readonly string[];
}

/** Compiles a copy of the project with real dbt. Throws when there is none, or when dbt can't read the project. */
export function compileWithDbt(project: string): DbtAnswer {
  const folder = mkdtempSync(join(tmpdir(), "highwater-compile-"));
  try {
    const copy = join(folder, "project");
    cpSync(project, copy, { recursive: true });
    const script = new URL("dbt_worlds.py", import.meta.url).pathname;
    const out = join(folder, "answer.json");
    const done = spawnSync(dbtPython(), [script, copy, out], { encoding: "utf8", cwd: folder, maxBuffer: 100_000_000 });
    if (done.status !== 0) throw new Error(`dbt could not compile ${project}:\n${done.stdout}${done.stderr}`);
    return JSON.parse(readFileSync(out, "utf8")) as DbtAnswer;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

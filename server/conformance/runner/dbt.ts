import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The Python that has dbt-duckdb; without it there is nothing to compare with. */
export function dbtPython(): string {
  const python = process.env["HIGHWATER_DBT_PYTHON"];
  if (!python || !existsSync(python)) throw new Error("HIGHWATER_DBT_PYTHON must name a Python that has dbt-duckdb.");
  return python;
}

/** How each node of a run ended, by name: `success`, `error` or `skipped`. */
export type Statuses = Readonly<Record<string, string>>;

/** Runs real dbt in a project. */
export function dbt(root: string, args: readonly string[]): Statuses {
  const code = "import sys; from dbt.cli.main import cli; sys.argv[0] = 'dbt'; cli()";
  const done = spawnSync(dbtPython(), ["-c", code, "--no-version-check", ...args, "--profiles-dir", "."], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  const results = join(root, "target/run_results.json");
  if (done.status !== 0 && done.status !== 1) throw new Error(`dbt ${args.join(" ")}: ${done.stdout}${done.stderr}`);
  const parsed = JSON.parse(readFileSync(results, "utf8")) as {
    readonly results: readonly { readonly unique_id: string; readonly status: string }[];
  };
  return Object.fromEntries(parsed.results.map((it) => [it.unique_id, it.status]));
}

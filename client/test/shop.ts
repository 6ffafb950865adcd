import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

const repository = join(import.meta.dirname, "../..");

/** A copy of a folder under `test-fixtures`, of the test's own. */
export function copyOf(fixture: string): string {
  const folder = mkdtempSync(join(tmpdir(), `${basename(fixture)}-`));
  cpSync(join(repository, "test-fixtures", fixture), folder, { recursive: true });
  return folder;
}

/** The shop on its first day, built; the second day's files have just arrived. */
export async function shopWithNewFiles(target: "dev" | "prod"): Promise<string> {
  const folder = copyOf("projects/shop");
  const cli = (...args: string[]) =>
    execFileSync(
      process.execPath,
      [join(repository, "dist/cli.js"), ...args, "--project-dir", folder, "--target", target],
      {
        stdio: "pipe",
      },
    );
  cli("seed");
  cli("run", "--full-refresh", "--select", "models/staging", "models/marts");
  const { deliver } = await import(pathToFileURL(join(folder, "generate.mjs")).href);
  deliver("2024-03-02", folder);
  return folder;
}

/** Asks the database from a process of its own, so that only what is on disk counts. */
export function query(folder: string, database: string, sql: string): unknown[][] {
  const script = `
    const { DuckDBInstance } = require("@duckdb/node-api");
    (async () => {
      const instance = await DuckDBInstance.create(process.argv[1], { access_mode: "READ_ONLY" });
      const connection = await instance.connect();
      const reader = await connection.runAndReadAll(process.argv[2]);
      console.log(JSON.stringify(reader.getRowsJson()));
    })();`;
  const said = execFileSync(process.execPath, ["-e", script, join(folder, database), sql], {
    cwd: repository,
    encoding: "utf8",
  });
  return JSON.parse(said);
}

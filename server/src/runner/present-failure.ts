import { basename } from "node:path";
import { assertNever } from "../base/never.ts";
import type { AdapterFailure } from "./adapters/adapter.ts";

/** What the outside said, as one message with the next step. */
export function presentFailure(failure: AdapterFailure): string {
  switch (failure.kind) {
    case "driver-missing":
      return `This build has no DuckDB for ${failure.platform}. Running needs dbt; everything else works.`;
    case "unsupported":
    case "dbt":
      return failure.message;
    case "newer-storage":
      return `${basename(failure.path)} was written by a newer DuckDB (storage ${failure.version}); the built-in DuckDB reads up to ${failure.newest}. Run with dbt, or create the file with config_options: {storage_compatibility_version: 'v1.5.0'}.`;
    case "locked":
      return `${basename(failure.path)} is open in another process${holder(failure)}. Close it, then run again.`;
    case "missing":
      return `${basename(failure.path)} does not exist yet: the first run creates it.`;
    case "no-database":
      return noDatabase(basename(failure.path), failure.what);
    case "connect":
      return `${basename(failure.path)} could not be opened: ${failure.message}${damaged(failure.message)}`;
    case "sql":
      return presentSql(failure.message);
    case "cancelled":
      return "Cancelled; the target is as it was.";
    default:
      return assertNever(failure);
  }
}

function noDatabase(name: string, what: "folder" | "empty" | "foreign"): string {
  if (what === "folder") return `${name} is a folder, not a database: let \`path:\` in profiles.yml name a file.`;
  if (what === "empty") return `${name} is an empty file, not a database: delete it, and the next run makes a new one.`;
  return `${name} is not a DuckDB database: name another file in profiles.yml, or move this one away, and the next run makes a new one.`;
}

/** DuckDB's words for a database that was cut off or overwritten lack the next step. */
function damaged(message: string): string {
  const isDamaged = /corrupt|checksum|could not read enough bytes|failed to deserialize/i.test(message);
  return isDamaged ? " The file is damaged: restore a copy, or move it away, and the next run makes a new one." : "";
}

function holder({ pid, program }: { readonly pid: number | undefined; readonly program: string | undefined }): string {
  if (pid === undefined) return "";
  return program === undefined ? ` (pid ${pid})` : ` (pid ${pid}, ${program})`;
}

/** DuckDB's own words, except where they leave the user without a next step. */
function presentSql(message: string): string {
  // DuckDB can't commit a table whose rows and columns both changed; dbt ends in the same error.
  if (/Attempting to modify table .* but another transaction has altered this table/.test(message)) {
    return `DuckDB can't change a column's type and write rows in one transaction. Run a full refresh. (${message})`;
  }
  return message;
}

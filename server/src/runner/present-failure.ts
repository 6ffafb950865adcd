import { basename } from "node:path";
import { assertNever } from "../base/never.ts";
import type { AdapterFailure } from "./adapters/adapter.ts";

/** What the outside said, as one message with the next step. */
export function presentFailure(failure: AdapterFailure): string {
  switch (failure.kind) {
    case "driver-missing":
      return `This build has no DuckDB for ${failure.platform}. Running needs dbt; everything else works.`;
    case "unsupported":
      return failure.message;
    case "newer-storage":
      return `${basename(failure.path)} was written by a newer DuckDB (storage ${failure.version}); the built-in DuckDB reads up to ${failure.newest}. Run with dbt, or create the file with config_options: {storage_compatibility_version: 'v1.5.0'}.`;
    case "locked":
      return `${basename(failure.path)} is open in another process${holder(failure)}. Close it, then run again.`;
    case "missing":
      return `${basename(failure.path)} does not exist yet: the first run creates it.`;
    case "connect":
      return `${basename(failure.path)} could not be opened: ${failure.message}`;
    case "sql":
      return presentSql(failure.message);
    case "cancelled":
      return "Cancelled; the target is as it was.";
    default:
      return assertNever(failure);
  }
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

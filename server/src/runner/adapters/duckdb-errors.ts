import type { AdapterFailure, SqlFailure } from "./adapter.ts";

/**
 * Turns an exception of DuckDB into a failure.
 *
 * Sessions are opened with `errors_as_json`, so a message is JSON, sometimes behind a `Parser Error: `;
 * its `position` counts bytes. Opening a database has no such setting yet: there the text is read.
 */
export function sqlFailure(sql: string, cause: unknown): SqlFailure | { readonly kind: "cancelled" } {
  const text = messageOf(cause);
  const json = text.indexOf("{");
  const report = json < 0 ? undefined : parseReport(text.slice(json));
  if (!report) return { kind: "sql", sql, message: text, offset: undefined };
  if (report.type === "INTERRUPT") return { kind: "cancelled" };
  const offset = report.position === undefined ? undefined : utf16Offset(sql, report.position);
  return { kind: "sql", sql, message: `${report.type} Error: ${report.message}`, offset };
}

/** Why a database could not be opened. */
export function openFailure(path: string, cause: unknown): AdapterFailure {
  const text = messageOf(cause);
  const lock = /could not set lock on file/i.test(text) || /being used by another process/i.test(text);
  if (!lock) return { kind: "connect", path, message: text };
  const holder = /held in (.+?) \(PID (\d+)\)/.exec(text);
  return {
    kind: "locked",
    path,
    pid: holder?.[2] === undefined ? undefined : Number(holder[2]),
    program: holder?.[1]?.split(/[\\/]/).at(-1),
  };
}

interface Report {
  readonly type: string;
  readonly message: string;
  readonly position: number | undefined;
}

function parseReport(text: string): Report | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // A message that merely contains a brace is an ordinary message, which the caller then shows as it is.
    return undefined;
  }
  if (typeof parsed !== "object" || parsed === null) return undefined;
  const fields = parsed as { readonly [key: string]: unknown };
  const { exception_type: type, exception_message: message, position } = fields;
  if (typeof type !== "string" || typeof message !== "string") return undefined;
  const at = typeof position === "string" || typeof position === "number" ? Number(position) : Number.NaN;
  return { type, message, position: Number.isInteger(at) ? at : undefined };
}

/** The UTF-16 offset of a byte offset in the UTF-8 form of a text. */
export function utf16Offset(text: string, bytes: number): number {
  return Buffer.from(text, "utf8").subarray(0, bytes).toString("utf8").length;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

import { err, ok, type Result } from "../base/result.ts";
import { csvRows } from "./csv.ts";

export interface SeedColumn {
  readonly name: string;
  readonly type: string;
}

export interface SeedShape {
  readonly columns: readonly SeedColumn[];
  readonly hasRows: boolean;
}

/** One type that a column may have: its name for DuckDB, and whether a text (trimmed, not null) is one of its values. */
interface ColumnType {
  readonly type: string;
  accepts(text: string): boolean;
}

/**
 * Columns of a seed with the types that dbt gives them, found by watching dbt: a column gets the first
 * type that all its values have. `null` and nothing are no values, so an empty column is an integer;
 * a number with a whole value is an integer however it is written (`1.0`, `1e5`, `$5`).
 */
export function seedShape(
  text: string,
  options: { readonly delimiter: string; readonly types: Readonly<Record<string, string>> },
): Result<SeedShape, string> {
  const rows = csvRows(text, options.delimiter);
  const header = rows.next();
  if (header.done) return err("The file is empty: a seed needs a line with the names of its columns.");
  const names = columnNames(header.value);
  const candidates = names.map(() => TYPES);
  let hasRows = false;
  for (const row of rows) {
    hasRows = true;
    if (row.length > names.length) {
      return err(
        `A row has ${row.length} values but the header names ${names.length} columns: ${row.join(options.delimiter)}`,
      );
    }
    row.forEach((cell, at) => {
      const value = cell.trim();
      const left = candidates[at];
      if (isNull(value) || left === undefined || left.length === 1) return;
      candidates[at] = left.filter((it) => it.accepts(value));
    });
  }
  const columns = names.map((name, at) => ({ name, type: options.types[name] ?? candidates[at]?.[0]?.type ?? "text" }));
  return ok({ columns, hasRows });
}

/** A nameless column is called by its letter, a second one of a name gets a number. */
function columnNames(header: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return header.map((cell, at) => {
    const name = cell === "" ? String.fromCharCode(97 + (at % 26)) : cell;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name}_${times}`;
  });
}

const isNull = (value: string) => value === "" || value.toLowerCase() === "null";

const TYPES: readonly ColumnType[] = [
  { type: "integer", accepts: (text) => isWhole(text) },
  { type: "float8", accepts: (text) => numberOf(text) !== undefined },
  { type: "date", accepts: isDate },
  { type: "timestamp without time zone", accepts: (text) => isDateTime(text, " ") },
  { type: "timestamp without time zone", accepts: isIsoDateTime },
  { type: "boolean", accepts: (text) => /^(true|false)$/i.test(text) },
  { type: "text", accepts: () => true },
];

/** Signs of currencies, per cent, thousands and underscores are overlooked, as dbt's reader of CSV files does. */
function numberOf(text: string): number | undefined {
  const bare = text.replaceAll(/[,$€£¥%]/g, "").replaceAll(/(?<=\d)_(?=\d)/g, "");
  if (/^[+-]?(inf(inity)?|nan)$/i.test(bare)) return 0;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(bare) ? Number(bare) : undefined;
}

function isWhole(text: string): boolean {
  const value = numberOf(text);
  return value !== undefined && Number.isInteger(value);
}

function isDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  return parts !== null && isDay(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

function isDateTime(text: string, between: string): boolean {
  const [date = "", time = "", ...more] = text.split(between);
  if (more.length > 0 || !isDate(date)) return false;
  const parts = /^(\d{1,2}):(\d{1,2}):(\d{1,2})$/.exec(time);
  return parts !== null && Number(parts[1]) < 24 && Number(parts[2]) < 60 && Number(parts[3]) < 62;
}

function isIsoDateTime(text: string): boolean {
  const parts =
    /^(\d{4})-?(\d{2})-?(\d{2})T(\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?$/.exec(
      text,
    );
  if (!parts || !isDay(Number(parts[1]), Number(parts[2]), Number(parts[3]))) return false;
  return Number(parts[4]) < 25 && Number(parts[5] ?? 0) < 60 && Number(parts[6] ?? 0) < 60;
}

function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

import type { Answered, Cell } from "../runner/adapters/adapter.ts";
import type { Output } from "./command.ts";
import { shortened, styleOf } from "./style.ts";

/** A cell wider than this is cut. */
const WIDEST = 60;

/** Rows as an aligned table: numbers to the right, a missing value as `NULL`, a line no wider than the terminal. */
export function rowsTable({ columns, types, rows }: Answered, output: Output): string {
  const style = styleOf(output);
  const texts = rows.map((row) => row.map(printed));
  const widths = columns.map((name, at) => Math.max(name.length, ...texts.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) => {
    const padded = cells.map((it, at) => {
      const width = widths[at] ?? 0;
      return isNumeric(types[at]) ? it.padStart(width) : it.padEnd(width);
    });
    return shortened(padded.join("  ").trimEnd(), output.width);
  };
  return `${[style.strong(line(columns)), ...texts.map(line)].join("\n")}\n`;
}

/** Rows as objects; numbers that JavaScript holds are numbers. */
export function rowsAsObjects({ columns, types, rows }: Answered): readonly { readonly [column: string]: Cell }[] {
  const value = (cell: Cell, type: string | undefined): Cell => {
    if (typeof cell !== "string" || !isNumeric(type)) return cell;
    const number = Number(cell);
    return Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number)) ? number : cell;
  };
  return rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, value(row[at] ?? null, types[at])])));
}

function isNumeric(type: string | undefined): boolean {
  return /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|U?INTEGER|FLOAT|DOUBLE|DECIMAL\b.*)$/.test(type ?? "");
}

function printed(cell: Cell): string {
  if (cell === null) return "NULL";
  const text = typeof cell === "object" ? JSON.stringify(cell) : String(cell);
  return shortened(text.replaceAll(/\s*[\r\n]+\s*/g, " "), WIDEST);
}

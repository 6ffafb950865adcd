/** A place in a statement: lines and columns from 1; column 0 where only the line is known. */
export interface StatementPlace {
  readonly line: number;
  readonly column: number;
  /** The words there, where the engine quotes them. */
  readonly excerpt: string;
}

/** How warehouses say where in a statement something is wrong. */
const FORMS: readonly RegExp[] = [
  // Snowflake
  /\bline (?<line>\d+) at position (?<zeroColumn>\d+)/i,
  // BigQuery
  /\bat \[(?<line>\d+):(?<column>\d+)\]/,
  // Spark, Databricks
  /\bline (?<line>\d+), pos(?:ition)? (?<zeroColumn>\d+)/i,
  // ClickHouse
  /\(line (?<line>\d+), col (?<column>\d+)\)/i,
  // Trino, Athena
  /\bline (?<line>\d+):(?<column>\d+)/i,
];

/** Reads the place out of a warehouse's message; null where it names none. */
export function placeInStatement(message: string): StatementPlace | null {
  const drawn = drawnPlace(message);
  if (drawn) return drawn;
  for (const form of FORMS) {
    const found = form.exec(message)?.groups;
    if (!found) continue;
    const { line, column, zeroColumn } = found;
    return { line: Number(line), column: column === undefined ? Number(zeroColumn) + 1 : Number(column), excerpt: "" };
  }
  return null;
}

/** DuckDB, PostgreSQL, Redshift: the line, and below it a caret. */
function drawnPlace(message: string): StatementPlace | null {
  const found = /^(?<indent> *)(?<label>LINE (?<line>\d+): )(?<text>.*)$/m.exec(message);
  if (!found?.groups) return null;
  const { indent = "", label = "", line, text = "" } = found.groups;
  const below = message.slice(found.index + found[0].length + 1).split("\n", 1)[0] ?? "";
  const caret = /^( *)\^/.exec(below)?.[1]?.length;
  const at = caret === undefined ? -1 : caret - indent.length - label.length;
  const isWhole = !text.startsWith("...");
  return {
    line: Number(line),
    column: isWhole && at >= 0 ? at + 1 : 0,
    excerpt: text.replaceAll(/^\.\.\.|\.\.\.$/g, ""),
  };
}

/** The offset of a place in the statement that was sent; null where the statement is another than the message is about. */
export function offsetOf({ line, column, excerpt }: StatementPlace, statement: string): number | null {
  const lines = statement.split("\n");
  const quoted = excerpt.trim();
  const fits = (it: string | undefined) => it?.includes(quoted) === true;
  // Engines differ in whether they count the lines of the query comment: the quoted words decide.
  const at = quoted === "" || fits(lines[line - 1]) ? line - 1 : lines.findIndex(fits);
  const found = lines[at];
  if (found === undefined || found.trim() === "") return null;
  const start = lines.slice(0, at).reduce((sum, it) => sum + it.length + 1, 0);
  const first = found.length - found.trimStart().length;
  return start + (column > 0 ? Math.min(column - 1, found.length - 1) : first);
}

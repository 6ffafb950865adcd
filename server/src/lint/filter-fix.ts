import { conjuncts } from "../analysis/conditions.ts";
import type { Input } from "../analysis/inputs.ts";
import type { Subject } from "../analysis/subject.ts";
import { timeColumns } from "../analysis/time-columns.ts";
import { suggestedItemColumns } from "../analysis/upstream.ts";
import { inSource } from "../base/span.ts";
import { sameName } from "../sql/names.ts";
import type { OutputColumn } from "../sql/outline.ts";
import type { IncrementalContext } from "./define-rule.ts";
import type { Fix } from "./finding.ts";
import { insertionPoint } from "./place.ts";

/** A column to filter by: as the select that reads the input writes it, and as the model calls it. */
interface WatermarkColumn {
  readonly source: string;
  readonly output: string;
}

/**
 * Filters the input by the newest value that the model's own table holds.
 *
 * Offered only where the text after the FROM clause is the user's own, and for a time column that both
 * the input and the model have.
 */
export function watermarkFix({ subject, file }: IncrementalContext, input: Input): readonly Fix[] {
  const column = watermarkColumn(subject, input);
  const { outline, compiled } = subject.worlds.incremental;
  const from = input.select.clauses.find((it) => it.kind === "from");
  const where = input.select.clauses.find((it) => it.kind === "where");
  if (!column || !from) return [];
  // An AND behind an OR would bind to its last part only.
  const words = where && outline.tokens.slice(where.body.first, where.body.end).map((it) => it.word);
  if (where && words?.includes("OR") && conjuncts(outline, where.body).length === 1) return [];

  const at = insertionPoint(compiled, file.path, (where ?? from).span.end);
  if (at === undefined) return [];
  const indent = indentAt(file.text, at);
  const bound = `(select coalesce(max(${column.output}), ${earliest(subject, column.output)}) from {{ this }})`;
  const filter = `${where ? "and" : "where"} ${column.source} >= ${bound}`;
  const text = ["", "{% if is_incremental() %}", filter, "{% endif %}"].join(`\n${indent}`);
  const title = `Add a watermark filter on ${column.output}`;
  return [{ title, edits: [{ at: { path: file.path, span: inSource(at, at) }, text }] }];
}

/** The indentation of the line that an offset is on. */
export function indentAt(text: string, offset: number): string {
  const line = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, offset))?.[0] ?? "";
}

/** Trino compares no timestamp with a string; the others read one as the other. */
function earliest({ environment }: Subject, column: string): string {
  const { type } = environment.target;
  if (type !== "trino" && type !== "athena") return "'1900-01-01'";
  return /(?:date|day|dt)$/i.test(column) ? "date '1900-01-01'" : "timestamp '1900-01-01'";
}

function watermarkColumn(subject: Subject, { select, item }: Input): WatermarkColumn | undefined {
  const { query } = subject.worlds.incremental.outline;
  const offered = suggestedItemColumns(subject, { select, item });
  const isMain = query.branches[0] === select && query.branches.length === 1;
  for (const output of timeColumns(subject)) {
    const written = select.columns.find(
      (it) => it.name !== undefined && it.path !== undefined && sameName(it.name, output),
    );
    // In a CTE a column may have been renamed on its way to the output.
    if (written?.path && isOf(written, item.alias) && (isMain || written.path.at(-1) === written.name)) {
      return { source: written.path.join("."), output };
    }
    const isOnly = select.from.length === 1;
    const isOffered = offered
      ? offered.some((it) => sameName(it, output))
      : select.columns.some((it) => it.kind === "star");
    if (!written && isOffered && (isOnly || item.alias)) {
      return { source: isOnly ? output : `${item.alias}.${output}`, output };
    }
  }
  return undefined;
}

function isOf({ path }: OutputColumn, alias: string | undefined): boolean {
  const qualifier = path && path.length > 1 ? path[0] : undefined;
  return qualifier === undefined || alias === undefined || sameName(qualifier, alias);
}

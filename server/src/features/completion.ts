import type { SourceSpan } from "../base/span.ts";
import { inSource } from "../base/span.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";
import { packageOf } from "./package-of.ts";
import { type FilePosition, symbolAt } from "./symbol-at.ts";

/** A name that may stand at the cursor, and the text that it replaces. */
export interface Completion {
  readonly name: string;
  readonly kind: "model" | "seed" | "snapshot" | "source" | "table";
  /** Where it is from: its package, or its source. */
  readonly detail: string;
  readonly replaces: SourceSpan;
}

/** The names that a `ref('…')` or `source('…')` may hold at the cursor; nothing anywhere else. */
export function completions(snapshot: ProjectSnapshot, { path, offset }: FilePosition): readonly Completion[] {
  const file = snapshot.files.get(path);
  const symbol = file && symbolAt(file, offset);
  const word = file && symbol ? wordAt(file.text, offset) : undefined;
  if (!symbol || !word) return [];
  switch (symbol.kind) {
    case "ref":
      return nodeNames(snapshot, packageOf(snapshot, path), word);
    case "source":
      return sourceNames(snapshot, symbol, word);
    default:
      return [];
  }
}

/** The name between the quotes around an offset, as far as it is typed; undefined outside of quotes. */
function wordAt(text: string, offset: number): SourceSpan | undefined {
  let start = offset;
  while (start > 0 && /\w/.test(text.charAt(start - 1))) start--;
  let end = offset;
  while (end < text.length && /\w/.test(text.charAt(end))) end++;
  return /['"]/.test(text.charAt(start - 1)) ? inSource(start, end) : undefined;
}

function nodeNames({ nodes }: ProjectSnapshot, ownPackage: string, replaces: SourceSpan): readonly Completion[] {
  return nodes.ids.flatMap((id) => {
    // An id says it all; asking the nodes would evaluate every config of the project.
    const [kind, packageName = "", name] = id.split(".");
    if (name === undefined || (kind !== "model" && kind !== "seed" && kind !== "snapshot")) return [];
    return [{ name, kind, detail: packageName === ownPackage ? kind : `${kind} of ${packageName}`, replaces }];
  });
}

function sourceNames(
  { environment }: ProjectSnapshot,
  { source, table }: { readonly source: string; readonly table: string | undefined },
  replaces: SourceSpan,
): readonly Completion[] {
  if (table === undefined) {
    const names = new Set(environment.sources.map((it) => it.source));
    return [...names].map((name) => ({ name, kind: "source", detail: "source", replaces }));
  }
  const tables = environment.sources.filter((it) => it.source === source);
  return tables.map((it) => ({ name: it.table, kind: "table", detail: `table of ${source}`, replaces }));
}

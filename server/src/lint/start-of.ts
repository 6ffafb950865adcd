import type { Location } from "../base/location.ts";
import { inSource } from "../base/span.ts";
import type { SourceFile } from "../project/snapshot.ts";

/** The first line of a file that says anything: for a finding about the file as a whole. */
export function startOf({ path, text }: SourceFile): Location {
  const start = /^\s*/.exec(text)?.[0].length ?? 0;
  const line = /^[^\r\n]*/.exec(text.slice(start))?.[0].trimEnd().length ?? 0;
  return { path, span: inSource(start, start + line) };
}

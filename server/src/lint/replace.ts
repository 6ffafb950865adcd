import type { RenderedSpan } from "../base/span.ts";
import { traceBack } from "../compile/source-map.ts";
import type { IncrementalContext } from "./define-rule.ts";
import type { Fix } from "./finding.ts";

/** Writes something else in the place of a stretch of the world's SQL; none where that isn't the model's own text, character by character. */
export function replaceFix(
  { compiled, file }: Pick<IncrementalContext, "compiled" | "file">,
  span: RenderedSpan,
  text: string,
  title: string,
): readonly Fix[] {
  const traced = traceBack(compiled.segments, span);
  if (!traced?.exact || traced.frame !== undefined || traced.at.path !== file.path) return [];
  return [{ title, edits: [{ at: traced.at, text }] }];
}

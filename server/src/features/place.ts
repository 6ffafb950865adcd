import { lineIndex } from "../base/line-index.ts";
import type { Location } from "../base/location.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";

/** `models/orders.sql:12`, for a sentence that says where something was set. */
export function placeInWords({ files }: ProjectSnapshot, { path, span }: Location): string {
  const file = files.get(path);
  return file ? `${path}:${lineIndex(file).position(span.start).line + 1}` : path;
}

import { createHash } from "node:crypto";

/** A short text that is the same for the same texts in the same order, and no other; an absent one is not an empty one. */
export function fingerprint(texts: readonly (string | undefined)[]): string {
  return createHash("sha256")
    .update(JSON.stringify(texts.map((it) => it ?? null)))
    .digest("base64url")
    .slice(0, 22);
}

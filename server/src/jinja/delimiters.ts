import type { Tag } from "./tokens.ts";

/** The length of the delimiter that opens a tag, with its sign. */
export function openingLength(text: string, start: number): number {
  const sign = text.charAt(start + 2);
  return sign === "-" || sign === "+" ? 3 : 2;
}

/** The end of the tag's own closing delimiter when it stands at `at`, else undefined. */
export function closingAt(text: string, at: number, kind: Tag["kind"]): number | undefined {
  const end = kind === "print" ? "}}" : "%}";
  if (text.startsWith(end, at)) return at + 2;
  const sign = text.charAt(at);
  if (sign !== "-" && (sign !== "+" || kind === "print")) return undefined;
  return text.startsWith(end, at + 1) ? at + 3 : undefined;
}

/** Whether a delimiter that opens a print, a statement or a comment stands at `at`. */
export function isOpening(text: string, at: number): boolean {
  if (text.charAt(at) !== "{") return false;
  const second = text.charAt(at + 1);
  return second === "{" || second === "%" || second === "#";
}

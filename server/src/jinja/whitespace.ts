import { inSource } from "../base/span.ts";
import type { Text } from "./ast.ts";
import { skipSpace, skipSpaceBack } from "./characters.ts";

/** What stands between two tags, with what their signs say about the white space at either end. */
export interface Between {
  readonly start: number;
  readonly end: number;
  readonly trimStart: boolean;
  readonly trimEnd: boolean;
}

/** The text's stretch that is left once the signs of the tags around it have had their way. */
export function trimmed(text: string, between: Between): { readonly start: number; readonly end: number } {
  const { start, end, trimStart, trimEnd } = between;
  const from = trimStart ? skipSpace(text, start, end) : start;
  return { start: from, end: trimEnd ? skipSpaceBack(text, end, from) : end };
}

/** As Jinja2 prints it: every kind of line break becomes LF. */
export function withLineFeeds(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

/**
 * The text nodes of a stretch.
 *
 * There is one for each CRLF, which it ends with, so that offsets in `value` and in the source match
 * one to one within every node.
 */
export function textNodes(text: string, start: number, end: number): readonly Text[] {
  if (start >= end) return [];
  const printed = text.slice(start, end);
  if (!printed.includes("\r")) return [{ kind: "text", value: printed, span: inSource(start, end) }];
  let from = start;
  return printed.split(/(?<=\r\n)/).map((line) => {
    const span = inSource(from, from + line.length);
    from = span.end;
    return { kind: "text", value: withLineFeeds(line), span };
  });
}

/** Where the template ends for Jinja2, which drops one line break at the end of a file. */
export function withoutLastNewline(text: string): number {
  if (text.endsWith("\r\n")) return text.length - 2;
  return text.endsWith("\n") || text.endsWith("\r") ? text.length - 1 : text.length;
}

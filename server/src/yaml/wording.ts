import type { ErrorCode } from "yaml";

/**
 * Says what a YAML error means for the person who typed it; `text` is the file, `at` where the error begins.
 *
 * Keyed by the library's error codes, not by its sentences, which may change.
 */
export function wordingOf(code: ErrorCode, text: string, at: number): string {
  switch (code) {
    case "TAB_AS_INDENT":
      return "A tab is used for indentation. YAML allows only spaces there.";
    case "BAD_INDENT":
      return indentation(text, at);
    case "BLOCK_AS_IMPLICIT_KEY":
      return "A second `:` on this line. Put the value in quotes, or begin the nested keys on a new line.";
    case "MISSING_CHAR":
      return missing(text, at);
    case "MULTILINE_IMPLICIT_KEY":
      return "This line has no `:` and no `-`, so it is read as part of the key below it.";
    case "BAD_SCALAR_START":
      return `A value can't begin with ${quoted(text[at])}. Put it in quotes.`;
    case "UNEXPECTED_TOKEN":
      return unexpected(text, at);
    case "BAD_DQ_ESCAPE":
      return "Unknown escape after `\\`. Write `\\\\` for a backslash, or use single quotes.";
    case "MULTIPLE_DOCS":
      return "A second document begins here (`---`). dbt reads files of one document only.";
    case "BAD_ALIAS":
    case "ALIAS_PROPS":
      return "This anchor or alias has no usable name.";
    case "KEY_OVER_1024_CHARS":
      return "This key is longer than 1,024 characters. A quote or a `:` may be missing above.";
    case "RESOURCE_EXHAUSTION":
      return "This is nested too deeply to be read.";
    default:
      return "YAML can't be read here.";
  }
}

function indentation(text: string, at: number): string {
  const above = text.slice(Math.max(0, at - 2_000), at);
  const count = (pattern: RegExp) => above.match(pattern)?.length ?? 0;
  if (count(/[[{]/g) > count(/[\]}]/g)) return "A list or map in brackets is not closed before this line.";
  return "The indentation fits none of the lines above.";
}

function missing(text: string, at: number): string {
  const rest = text.slice(at, at + 80);
  if (at >= text.trimEnd().length) return "The file ends inside a quoted value or a bracket: its end is missing.";
  const word = /^[^\s:#,[\]{}]+/.exec(rest)?.[0];
  return word ? `Expected \`:\` after ${quoted(word)}.` : "A `:` or `,` is missing here.";
}

function unexpected(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  if (/:\s*\{\{/.test(line)) return "A value that begins with `{{` must stand in quotes.";
  if (/["'][^"']*["']$/.test(line.trimEnd()))
    return "Text after the closing quote. Use the other kind of quotes inside it.";
  const word = /^\S+/.exec(text.slice(at, at + 40))?.[0];
  return word ? `Unexpected ${quoted(word)} here.` : "Something is missing here.";
}

function quoted(word: string | undefined): string {
  return `\`${word ?? ""}\``;
}

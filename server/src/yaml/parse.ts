import { parseDocument } from "yaml";
import { memo } from "../base/memo.ts";
import { inSource, type SourceSpan } from "../base/span.ts";
import { compose } from "./compose.ts";
import { withoutLowLines } from "./low-lines.ts";
import { readPlainly } from "./plainly.ts";
import type { YamlNode } from "./tree.ts";
import { wordingOf } from "./wording.ts";

/** What could be read of a YAML text, and everything that is wrong with it. */
export interface YamlText {
  /** Undefined when the text holds no value at all. */
  readonly root: YamlNode | undefined;
  readonly problems: readonly YamlProblem[];
}

export interface YamlProblem {
  readonly message: string;
  readonly span: SourceSpan;
  /** dbt goes on, and warns. */
  readonly severity?: "warning";
}

const parse = memo(({ text }: { readonly text: string }): YamlText => {
  const plain = readPlainly(text);
  return plain === undefined ? readTolerantly(text) : { root: plain.root, problems: [] };
});

/** Reads any text, as far as it can be read, and says what is wrong with it. */
export function readTolerantly(text: string): YamlText {
  // The failsafe schema leaves every scalar a string: values are resolved as PyYAML does, which no schema of the library is.
  const read = (its: string) =>
    parseDocument(its, {
      schema: "failsafe",
      version: "1.1",
      uniqueKeys: false,
      strict: false,
      prettyErrors: false,
      logLevel: "error",
    });
  let document = read(text);
  const hasError = (code: string) => document.errors.some((it) => it.code === code);
  if (hasError("BAD_INDENT") || hasError("MISSING_CHAR")) {
    const other = read(withoutLowLines(text));
    const most = hasError("BAD_INDENT") ? document.errors.length - 1 : 0;
    if (other.errors.length <= most) document = other;
  }
  const composed = compose(document.contents, text);
  const syntax = document.errors.map(({ code, pos }) => ({
    message: wordingOf(code, text, pos[0]),
    span: underlined(text, pos[0], pos[1]),
  }));
  return { root: composed.root, problems: once([...syntax, ...composed.problems]) };
}

/** Reads a YAML file as PyYAML would, going on after errors. Parsed once for each text's holder (a `SourceFile`). */
export function parseYaml(file: { readonly text: string }): YamlText {
  return parse(file);
}

/** What an editor underlines: inside the text, a whole word where the library names its first letter, and one line at most. */
function underlined(text: string, start: number, end: number): SourceSpan {
  const from = Math.min(start, text.trimEnd().length);
  const word = /^\w*/.exec(text.slice(from, from + 80))?.[0].length ?? 0;
  const lineEnd = /[\r\n]/.exec(text.slice(from))?.index ?? text.length - from;
  const length = Math.max(word, Math.min(end - from, Math.max(lineEnd, 1)));
  return inSource(from, Math.min(from + Math.max(0, length), text.length));
}

/** One slip often makes the library complain twice on one line: the first complaint says it. */
function once(problems: readonly YamlProblem[]): readonly YamlProblem[] {
  const seen = new Set<string>();
  return [...problems]
    .sort((a, b) => a.span.start - b.span.start)
    .filter(({ span, message }) => {
      const key = `${span.start} ${message}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}

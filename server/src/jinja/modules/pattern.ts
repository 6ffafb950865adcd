import { RE2JS, RE2JSException } from "re2js";
import { err, ok, type Result } from "../../base/result.ts";

/** Python's flags, with Python's numbers. */
export const FLAGS = { I: 2, L: 4, M: 8, S: 16, U: 32, X: 64, A: 256 } as const;

/** Start and end of the match and of each group, in UTF-16; undefined for a group that took no part. */
export type Found = readonly (readonly [number, number] | undefined)[];

/** A pattern that can be run. */
export interface Engine {
  readonly source: string;
  readonly flags: number;
  readonly groupCount: number;
  readonly names: ReadonlyMap<string, number>;
  /** Whether `$` may stand before a last newline in Python, which the engine cannot say. */
  readonly endsLoosely: boolean;
  find(text: string, how: "match" | "search" | "fullmatch"): Found | undefined;
  findAll(text: string): Iterable<Found>;
}

/** Why there is no engine: Python refuses the pattern too, or only ours does. */
export interface PatternProblem {
  readonly kind: "invalid" | "unsupported";
  readonly message: string;
}

/** Reads a Python pattern for the linear-time engine. */
export function compilePattern(source: string, flags: number): Result<Engine, PatternProblem> {
  if (/\(\?(?:<?[=!]|P=|\(|>)|\\[1-9]|[*+?}]\+/.test(withoutClasses(source)))
    return err({
      kind: "unsupported",
      message: "a regular expression uses lookaround, backreferences or another construct without a linear-time match",
    });
  const translated = translate(source.replace(/\(\?#[^)]*\)/g, ""), (flags & FLAGS.X) !== 0);
  const options =
    ((flags & FLAGS.I) !== 0 ? RE2JS.CASE_INSENSITIVE : 0) |
    ((flags & FLAGS.S) !== 0 ? RE2JS.DOTALL : 0) |
    ((flags & FLAGS.M) !== 0 ? RE2JS.MULTILINE : 0);
  try {
    return ok(engineOf(source, flags, RE2JS.compile(translated, options)));
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return err(refused(error.message));
  }
}

// Only what is wrong in every dialect is the user's mistake; the rest Python may well accept.
function refused(message: string): PatternProblem {
  const plain = message.replace(/^error parsing regexp: /, "");
  const wrong =
    /^(?:missing closing|missing argument|unexpected \)|trailing backslash|invalid character class range)/.test(plain);
  return wrong
    ? { kind: "invalid", message: `invalid regular expression: ${plain}` }
    : { kind: "unsupported", message: `a regular expression cannot be evaluated here (${plain})` };
}

function engineOf(source: string, flags: number, pattern: RE2JS): Engine {
  const names = new Map(Object.entries(pattern.namedGroups()));
  const groupCount = pattern.groupCount();
  const spans = (matcher: ReturnType<RE2JS["matcher"]>): Found =>
    Array.from({ length: groupCount + 1 }, (_, group) => {
      const start = matcher.start(group);
      return start < 0 ? undefined : ([start, matcher.end(group)] as const);
    });
  return {
    source,
    flags,
    groupCount,
    names,
    endsLoosely: (flags & FLAGS.M) === 0 && /\$/.test(withoutClasses(source)),
    find(text, how) {
      const matcher = pattern.matcher(text);
      const holds = how === "search" ? matcher.find() : how === "match" ? matcher.lookingAt() : matcher.matches();
      return holds ? spans(matcher) : undefined;
    },
    *findAll(text) {
      const matcher = pattern.matcher(text);
      while (matcher.find()) yield spans(matcher);
    },
  };
}

// Escapes and character classes out of the way, so that what is left can be searched for constructs.
function withoutClasses(source: string): string {
  return source.replace(/\\[^1-9]/gs, "_").replace(/\[\^?\]?[^\]]*\]/g, "_");
}

const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}";
/** Python's classes go by Unicode, the engine's by ASCII. */
const CLASSES: ReadonlyMap<string, readonly [string, string]> = new Map([
  ["d", ["\\p{Nd}", "\\p{Nd}"]],
  ["D", ["\\P{Nd}", "\\P{Nd}"]],
  ["w", ["[\\p{L}\\p{N}_]", "\\p{L}\\p{N}_"]],
  ["W", ["[^\\p{L}\\p{N}_]", "\\W"]],
  ["s", [`[${SPACE}]`, SPACE]],
  ["S", [`[^${SPACE}]`, "\\S"]],
]);

/** The same pattern in the engine's words: Unicode classes, `\Z`, `$` before a last newline, and no layout of the verbose kind. */
function translate(source: string, verbose: boolean): string {
  let inClass = false;
  return source.replace(
    /\\(u[\da-fA-F]{4}|U[\da-fA-F]{8}|.)|(\[\^?\]?)|(\])|(\s+|#[^\n]*)|\{,(?=\d+\})|./gsu,
    (
      whole,
      escaped: string | undefined,
      open: string | undefined,
      close: string | undefined,
      layout: string | undefined,
    ) => {
      if (escaped !== undefined) return engineEscape(escaped, inClass);
      if (open !== undefined) {
        if (inClass) return `\\${whole}`;
        inClass = true;
        return whole.replace(/\]$/, "\\]");
      }
      if (close !== undefined) inClass = false;
      if (whole === "{," && !inClass) return "{0,";
      return layout !== undefined && verbose && !inClass ? "" : whole;
    },
  );
}

function engineEscape(letter: string, inClass: boolean): string {
  const known = CLASSES.get(letter);
  if (known) return known[inClass ? 1 : 0];
  if (/^[uU]./.test(letter)) return `\\x{${letter.slice(1)}}`;
  if (letter === "Z") return "\\z";
  if (letter === "b" && inClass) return "\\x08";
  return `\\${letter}`;
}

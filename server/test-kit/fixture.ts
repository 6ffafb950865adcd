import { lineIndex } from "../src/base/line-index.ts";
import type { Location } from "../src/base/location.ts";
import { inSource } from "../src/base/span.ts";

/** A project written as one string, read. */
export interface Fixture {
  readonly files: ReadonlyMap<string, string>;
  readonly cursor: Cursor | undefined;
  /** The second `$0`, where there is one: with the first, a selection. */
  readonly selectionEnd: Cursor | undefined;
  readonly marks: readonly Mark[];
}

export interface Cursor {
  readonly path: string;
  readonly offset: number;
}

/** An expectation written into the fixture: `text` is claimed of the place. */
export interface Mark extends Location {
  readonly text: string;
}

const CURSOR = "$0";
const HEADER = /^\/\/- (\S+) *(.*)$/;
const MARK = /^( *)(\^+)(?: (.*))?$/;

/**
 * Reads a project written as one string.
 *
 *     //- models/daily.sql
 *     select * from {{ ref('ord$0ers') }}
 *                          ^^^^^^^^^^ ref-to-missing-model
 *
 * `//- path` starts a file, without one it is `models/model.sql`; words after the path mark the file as a
 * whole, with an empty span at its beginning. `$0` is the cursor. A line of carets
 * marks the line of code above it. All of these are taken out before the text is used, so a mark may
 * stand anywhere, even inside a Jinja tag.
 */
export function parseFixture(source: string): Fixture {
  const files = new Map<string, string>();
  const marks: Mark[] = [];
  const cursors: Cursor[] = [];
  let path = "models/model.sql";
  let text = "";
  let lineStart = 0;
  let started = false;

  const finish = () => {
    if (started || text !== "") files.set(path, text);
    text = "";
    lineStart = 0;
  };

  for (const line of source.replace(/^\n/, "").split("\n")) {
    const header = HEADER.exec(line);
    if (header) {
      finish();
      started = true;
      path = header[1] ?? path;
      if (header[2]) marks.push({ path, span: inSource(0, 0), text: header[2] });
      continue;
    }
    const mark = MARK.exec(line);
    if (mark) {
      const start = lineStart + (mark[1] ?? "").length;
      marks.push({ path, span: inSource(start, start + (mark[2] ?? "").length), text: mark[3] ?? "" });
      continue;
    }
    lineStart = text.length;
    let rest = line;
    for (let at = rest.indexOf(CURSOR); at !== -1; at = rest.indexOf(CURSOR)) {
      cursors.push({ path, offset: lineStart + at });
      rest = rest.slice(0, at) + rest.slice(at + CURSOR.length);
    }
    text += `${rest}\n`;
  }
  finish();
  return { files: trimmed(files), cursor: cursors[0], selectionEnd: cursors[1], marks };
}

/** The string's own last line break is not the last file's. */
function trimmed(files: Map<string, string>): ReadonlyMap<string, string> {
  const last = [...files.keys()].at(-1);
  if (last !== undefined) files.set(last, (files.get(last) ?? "").replace(/\n+$/, "\n"));
  return files;
}

/**
 * The fixture with these marks drawn in, ready to be pasted into a test: what a failing test shows.
 *
 * A mark of several lines is drawn on its first one, with the line that it ends on. One that stands at
 * no text at all is one caret wide.
 */
export function drawMarks(files: ReadonlyMap<string, string>, marks: readonly Mark[]): string {
  return [...files]
    .map(
      ([path, text]) =>
        `//- ${path}\n${drawn(
          text,
          marks.filter((it) => it.path === path),
        )}`,
    )
    .join("");
}

function drawn(text: string, marks: readonly Mark[]): string {
  const index = lineIndex({ text });
  const lines = text.replace(/\n$/, "").split("\n");
  const below = new Map<number, string[]>();
  for (const { span, text: claim } of [...marks].sort((a, b) => a.span.start - b.span.start)) {
    const start = index.position(span.start);
    const end = index.position(span.end);
    const isLong = end.line > start.line;
    const to = isLong ? (lines[start.line] ?? "").length : end.character;
    const carets = " ".repeat(start.character) + "^".repeat(Math.max(1, to - start.character));
    const note = isLong ? `${claim} (to line ${end.line + 1})` : claim;
    below.set(start.line, [...(below.get(start.line) ?? []), `${carets} ${note}`.trimEnd()]);
  }
  return lines
    .flatMap((line, at) => [line, ...(below.get(at) ?? [])])
    .join("\n")
    .concat("\n");
}

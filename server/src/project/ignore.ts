import { memo } from "../base/memo.ts";
import { isUnder, joinPath, within } from "./paths.ts";
import type { Package, SourceFile } from "./snapshot.ts";

/** The file in a project's or package's own folder that says what dbt shall not read below it. */
export const IGNORE_FILE = ".dbtignore";

/** Whether dbt leaves a file out; by path as in `Location`. */
export type IsIgnored = (path: string) => boolean;

/**
 * What the `.dbtignore` files of a project and its packages leave out: models, seeds, snapshots, macros, tests, docs and
 * properties, but not dbt_project.yml and its neighbours, which dbt doesn't search for.
 *
 * Each is about its own package's files (dbt Core 1.11, measured).
 */
export function ignoring(packages: readonly Package[], files: readonly (SourceFile | undefined)[]): IsIgnored {
  const matchers = packages.flatMap(({ folder }, at) => {
    const file = files[at];
    return file ? [{ folder, matches: matcherOf(file) }] : [];
  });
  if (matchers.length === 0) return () => false;
  const folders = packages.map((it) => it.folder);
  return (path) => {
    const own = folders.filter((it) => isUnder(it, path)).reduce((a, b) => (b.length > a.length ? b : a), "");
    return matchers.some((it) => it.folder === own && it.matches(within(own, path)));
  };
}

/** Paths of the `.dbtignore` of each package. */
export function ignoreFiles(packages: readonly Package[]): readonly string[] {
  return packages.map((it) => joinPath(it.folder, IGNORE_FILE));
}

interface Pattern {
  readonly matches: RegExp;
  readonly includes: boolean;
}

const matcherOf = memo(({ text }: SourceFile): ((path: string) => boolean) => {
  const patterns = text.split(/\r\n|\r|\n/).flatMap((line) => patternOf(line) ?? []);
  // The last pattern that fits decides, also for files in a folder that an earlier one left out.
  return (path) => patterns.findLast((it) => it.matches.test(path))?.includes === false;
});

/** A line as gitignore has it. Undefined for an empty line, a comment, and what can match nothing. */
function patternOf(line: string): Pattern | undefined {
  const trimmed = line.replace(/^((?:\\.|[^\\])*?)[ \t]+$/, "$1");
  if (trimmed === "" || trimmed.startsWith("#") || trimmed === "/") return undefined;
  const includes = trimmed.startsWith("!");
  const source = (includes ? trimmed.slice(1) : trimmed).replace(/^\\([#!])/, "$1");
  const parts = source.split("/");
  const isFolder = parts.at(-1) === "" && parts.pop() === "";
  if (parts[0] === "") parts.shift();
  else if (parts.length === 1 && parts[0] !== "**") parts.unshift("**");
  if (parts.length === 0) return undefined;
  const body = parts.map(regexOfPart).join("");
  const ending = parts.at(-1) === "**" ? "" : isFolder ? "/.*" : "(?:/.*)?";
  return { matches: new RegExp(`^${body.replace(/^\//, "")}${ending}$`, "s"), includes };
}

/** With the slash before it; `**` is any number of folders, at the end everything. */
function regexOfPart(part: string, at: number, all: readonly string[]): string {
  if (part !== "**") {
    const opening = all[at - 1] === "**" && at === 1 ? "" : "/";
    return `${opening}${regexOf(part)}`;
  }
  if (at === all.length - 1) return at === 0 ? ".*" : "/.*";
  return at === 0 ? "(?:.+/)?" : "(?:/.+)?";
}

function regexOf(glob: string): string {
  return glob.replace(/\\(.)|\[(!|\^)?(\]?[^\]]*)\]|\*+|[?]|[.+^${}()|[\]\\]/gs, (found, escaped, not, members) => {
    if (escaped !== undefined) return escapeRegex(escaped);
    if (members !== undefined) return `[${not ? "^" : ""}${String(members).replace(/[\\\]^]/g, "\\$&")}]`;
    if (found.startsWith("*")) return "[^/]*";
    return found === "?" ? "[^/]" : escapeRegex(found);
  });
}

function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

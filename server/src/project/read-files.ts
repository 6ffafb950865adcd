import { readdir, readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { isSkippedInside } from "./folders.ts";
import { extensionOf, joinPath } from "./paths.ts";

/** What was found below some folders of a project. */
export interface FoundFiles {
  /** Paths of text files, relative to the root. */
  readonly texts: readonly string[];
  readonly seeds: readonly string[];
}

const TEXTS = new Set([".sql", ".yml", ".yaml", ".py", ".md"]);

/**
 * Lists the files below folders of a project, all folders at once.
 *
 * A folder that isn't there holds nothing. Links are followed; a folder is entered once, so a link to
 * its own parent ends.
 */
export async function listFiles(root: string, folders: readonly string[]): Promise<FoundFiles> {
  const texts = new Set<string>();
  const seeds = new Set<string>();
  const entered = new Set<string>();

  async function enter(folder: string): Promise<void> {
    const absolute = join(root, folder);
    const real = await realpath(absolute).catch(absent);
    if (real === undefined || entered.has(real)) return;
    entered.add(real);
    const entries = (await readdir(absolute, { withFileTypes: true }).catch(absent)) ?? [];
    const inner: Promise<void>[] = [];
    for (const entry of entries) {
      const path = joinPath(folder, entry.name);
      const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && !isText(entry.name));
      if (isFolder && !isSkippedInside(path, entry.name)) inner.push(enter(path));
      else if (isText(entry.name)) texts.add(path);
      else if (extensionOf(entry.name) === ".csv") seeds.add(path);
    }
    await Promise.all(inner);
  }

  await Promise.all(folders.map(enter));
  return { texts: [...texts], seeds: [...seeds] };
}

/** Whether a file of this name is one that dbt reads as text. */
export function isText(name: string): boolean {
  return TEXTS.has(extensionOf(name));
}

/** The text of a file; undefined when there is none, and why when there is one that can't be read. */
export type FileText =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "absent" }
  | { readonly kind: "unreadable"; readonly reason: string };

/** Reads a file as UTF-8. A file with a NUL in its beginning is no text. */
export async function readText(absolute: string): Promise<FileText> {
  try {
    const bytes = await readFile(absolute);
    if (bytes.subarray(0, 8_000).includes(0)) return { kind: "unreadable", reason: "it is not a text file" };
    return { kind: "text", text: bytes.toString("utf8") };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR") return { kind: "absent" };
    const reason = code === "EACCES" || code === "EPERM" ? "permission denied" : code || String(error);
    return { kind: "unreadable", reason };
  }
}

/** Runs a step for each item, so many at a time: thousands of open files at once are refused by the system. */
export async function eachOf<T>(items: readonly T[], step: (item: T) => Promise<void>, atOnce = 64): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await step(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}

/** A folder that is missing or closed to us holds nothing that dbt could read either. */
function absent(): undefined {
  return undefined;
}

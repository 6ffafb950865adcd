import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isHiddenFile, isSkippedInside } from "./folders.ts";
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
 * A folder that isn't there holds nothing. As dbt does it (1.11, measured): a link to a file is read like
 * the file, a link to a folder is passed over, except where dbt_project.yml names that very folder.
 */
export async function listFiles(root: string, folders: readonly string[]): Promise<FoundFiles> {
  const texts = new Set<string>();
  const seeds = new Set<string>();
  const entered = new Set<string>();

  async function enter(folder: string): Promise<void> {
    if (entered.has(folder)) return;
    entered.add(folder);
    const entries = (await readdir(join(root, folder), { withFileTypes: true }).catch(absent)) ?? [];
    const inner: Promise<void>[] = [];
    for (const entry of entries) {
      const path = joinPath(folder, entry.name);
      if (entry.isDirectory()) {
        if (!isSkippedInside(path, entry.name)) inner.push(enter(path));
      } else if (isHiddenFile(entry.name)) continue;
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

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads a file as UTF-8, strictly, as dbt does; a byte order mark stays in the text. */
export async function readText(absolute: string): Promise<FileText> {
  try {
    const bytes = await readFile(absolute);
    return textIn(bytes);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOENT" && (await isLink(absolute)))
      return {
        kind: "unreadable",
        reason: "it is a link to a file that isn't there. dbt stops at it: remove the link",
      };
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR") return { kind: "absent" };
    const reason = code === "EACCES" || code === "EPERM" ? "permission is denied" : code || String(error);
    return {
      kind: "unreadable",
      reason: `${reason}. dbt stops at it: give yourself the right to read it, or delete it`,
    };
  }
}

async function isLink(absolute: string): Promise<boolean> {
  const found = await lstat(absolute).catch(absent);
  return found?.isSymbolicLink() === true;
}

function textIn(bytes: Buffer): FileText {
  try {
    return { kind: "text", text: utf8.decode(bytes) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return {
      kind: "unreadable",
      reason: "it is not UTF-8. dbt stops at it: save it in that encoding, or move it elsewhere",
    };
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

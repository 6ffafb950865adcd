import { mkdir, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { err, ok, type Result } from "../base/result.ts";

/**
 * Makes a folder and those above it, or says in one sentence why it can't.
 *
 * Folder by folder: Node's own way down never ends where the system says "missing" for ever, as below `/proc`.
 */
export async function makeFolder(path: string): Promise<Result<void, string>> {
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => cause);
  if (!(found instanceof Error)) {
    return found.isDirectory() ? ok(undefined) : err(`${path} is a file, and a folder is needed there.`);
  }
  if (found.code !== "ENOENT" && found.code !== "ENOTDIR") return err(cantWrite(path, found));
  const above = dirname(path);
  if (above !== path) {
    const made = await makeFolder(above);
    if (!made.ok) return made;
  }
  const refused = await mkdir(path).catch((cause: NodeJS.ErrnoException) => cause);
  // Somebody else may have made it meanwhile.
  return refused === undefined || refused.code === "EEXIST" ? ok(undefined) : err(cantWrite(path, refused));
}

/** Writes a file into a folder that is there, or says in one sentence why it can't. */
export async function writeInto(path: string, text: string): Promise<Result<void, string>> {
  const refused = await writeFile(path, text).catch((cause: NodeJS.ErrnoException) => cause);
  return refused === undefined ? ok(undefined) : err(cantWrite(path, refused));
}

function cantWrite(path: string, { code }: NodeJS.ErrnoException): string {
  return `${path} can't be written${REASONS[code ?? ""] ?? ` (${code})`}.`;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: ": permission denied",
  EPERM: ": permission denied",
  EROFS: ": the file system is read-only",
  ENOSPC: ": the disk is full",
  EISDIR: ": it is a folder",
  ENOENT: ": nothing can be made there",
  ENAMETOOLONG: ": the name is too long",
};

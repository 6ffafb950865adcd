import { isAbsolute, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The absolute path of a `file:` URI; undefined for what is not on this machine's disk. */
export function fileOf(uri: string): string | undefined {
  if (!uri.startsWith("file:")) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    // A URI with a host, or an encoded slash: no file of ours.
    return undefined;
  }
}

export const uriOfFile = (file: string): string => pathToFileURL(file).href;

/** A path as the snapshot has it: relative to `root` with `/`. Undefined for a file outside of it. */
export function pathWithin(root: string, file: string): string | undefined {
  const path = relative(root, file);
  return path === "" || path.startsWith("..") || isAbsolute(path) ? undefined : path.split(sep).join("/");
}

/** The absolute file of a `Location`'s path. */
export function fileAt(root: string, path: string): string {
  return isAbsolute(path) ? path : join(root, path);
}

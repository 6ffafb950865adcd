import { isAbsolute, relative, sep } from "node:path";

/** The folder of a path; empty for a file of the root folder. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The last part of a path without its last extension. */
export function stemOf(path: string): string {
  const name = fileName(path);
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(0, dot) : name;
}

/** With the dot, in lower case; empty without one. */
export function extensionOf(path: string): string {
  const name = fileName(path);
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot).toLowerCase() : "";
}

/** Whether a file of this name is one of the kinds that hold properties. */
export function isYaml(path: string): boolean {
  return path.endsWith(".yml") || path.endsWith(".yaml");
}

/** A folder as dbt_project.yml writes it (`./models/`, `models\\staging`), in our form: `models`. `.` becomes empty. */
export function cleanFolder(folder: string): string {
  const parts: string[] = [];
  for (const part of folder.replaceAll("\\", "/").split("/")) {
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return (folder.startsWith("/") ? "/" : "") + parts.join("/");
}

/** Both in our form; a folder that is already absolute stays. */
export function joinPath(folder: string, path: string): string {
  if (folder === "" || path.startsWith("/")) return path;
  return path === "" ? folder : `${folder}/${path}`;
}

/** Whether the path lies under the folder; everything lies under the empty one. */
export function isUnder(folder: string, path: string): boolean {
  return folder === "" || (path.startsWith(folder) && path[folder.length] === "/");
}

/** The path seen from a folder that it lies under. */
export function within(folder: string, path: string): string {
  return folder === "" ? path : path.slice(folder.length + 1);
}

/** An absolute path as `Location` writes it: relative to the root where it lies under it, with `/` between its parts. */
export function locationPath(root: string, absolute: string): string {
  const inside = relative(root, absolute);
  const outside = inside === "" || inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return (outside ? absolute : inside).replaceAll(sep, "/");
}

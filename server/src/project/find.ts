import { access, readdir } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { isForeignFolder } from "./folders.ts";

const PROJECT_FILE = "dbt_project.yml";

/** Folders deeper than this below a workspace are not searched. */
const DEEPEST = 8;

/**
 * The dbt projects below these absolute folders, outer ones first.
 *
 * A project inside another (`integration_tests`) is one of its own; installed packages and what dbt
 * builds are none. Links to folders are not followed: what they lead to is found where it stands.
 */
export async function findProjects(folders: readonly string[]): Promise<readonly string[]> {
  const roots = new Set<string>();
  async function enter(folder: string, depth: number): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    if (entries.some((it) => it.name === PROJECT_FILE && !it.isDirectory())) roots.add(folder);
    if (depth === DEEPEST) return;
    const inner = entries.filter((it) => it.isDirectory() && !isForeignFolder(it.name));
    await Promise.all(inner.map((it) => enter(join(folder, it.name), depth + 1)));
  }
  await Promise.all(folders.map((it) => enter(resolve(it), 0)));
  return [...roots].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
}

/** The project that an absolute path belongs to: of those whose folder it lies in, the innermost. */
export function rootOf(path: string, roots: Iterable<string>): string | undefined {
  let found: string | undefined;
  for (const root of roots) {
    const inside = path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
    if (inside && (found === undefined || root.length > found.length)) found = root;
  }
  return found;
}

/** As dbt looks for its project from a folder: there, else in the nearest parent that has one (spec 6.3). */
export async function findProjectAbove(folder: string): Promise<string | undefined> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const isProject = await access(join(at, PROJECT_FILE)).then(
      () => true,
      () => false,
    );
    if (isProject) return at;
    if (dirname(at) === at) return undefined;
  }
}

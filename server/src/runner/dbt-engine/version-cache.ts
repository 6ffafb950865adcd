import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ownFolder } from "../own-folder.ts";
import type { DbtVersion } from "./dbt-version.ts";

/** Asking dbt for its version takes seconds, so the answer is kept until the program is another one. */
const FILE = "dbt-version.json";

type Remembered = { readonly [path: string]: { readonly mtimeMs: number; readonly version: DbtVersion } };

/** What this program answered when it was asked last; undefined when it has changed since. */
export async function rememberedVersion(root: string, path: string): Promise<DbtVersion | undefined> {
  const known = (await read(root))[path];
  return known && known.mtimeMs === (await stat(path)).mtimeMs ? known.version : undefined;
}

/** Keeps an answer below the project's `.highwater`. */
export async function rememberVersion(root: string, path: string, version: DbtVersion): Promise<void> {
  const all: Remembered = { ...(await read(root)), [path]: { mtimeMs: (await stat(path)).mtimeMs, version } };
  await writeFile(join(await ownFolder(root), FILE), `${JSON.stringify(all)}\n`);
}

async function read(root: string): Promise<Remembered> {
  const text = await readFile(join(root, ".highwater", FILE), "utf8").catch(() => "{}");
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // Torn by a process that died while writing: it is written anew.
    return {};
  }
  return Object.fromEntries(Object.entries(parsed ?? {}).filter(([, it]) => isEntry(it))) as Remembered;
}

function isEntry(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { mtimeMs, version } = value as { readonly [key: string]: unknown };
  if (typeof mtimeMs !== "number" || typeof version !== "object" || version === null) return false;
  const { version: text, line, adapters } = version as { readonly [key: string]: unknown };
  return (
    typeof text === "string" && (line === "core" || line === "v2") && (adapters === null || Array.isArray(adapters))
  );
}

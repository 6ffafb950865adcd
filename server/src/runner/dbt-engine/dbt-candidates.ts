import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, sep } from "node:path";

/** Where a dbt is looked for. */
export interface SearchPlaces {
  /** The project's folder. */
  readonly root: string;
  /** The folder that the editor has open, or where the command was typed; environments between it and the project count. */
  readonly workspace: string | null;
  readonly env: { readonly [name: string]: string };
  readonly home: string;
  readonly platform: NodeJS.Platform;
}

/**
 * Programs called `dbt`, the nearest first: virtual environments of the project and the folders above it in
 * the workspace, the active environment, PATH, and the folder that uv, pipx and v2's installer use.
 */
export function dbtCandidates(places: SearchPlaces): readonly string[] {
  const { env, home, platform } = places;
  const folders = foldersAbove(places);
  const environments = [
    ...folders.flatMap((folder) => environmentsOf(folder, places)),
    ...[env["VIRTUAL_ENV"], env["CONDA_PREFIX"]].filter((it) => it !== undefined && isAbsolute(it)),
  ];
  const path = (env["PATH"] ?? env["Path"] ?? "").split(platform === "win32" ? ";" : ":");
  const programs = [
    ...environments.map((it) => join(it ?? "", platform === "win32" ? "Scripts" : "bin")),
    // An empty or relative entry means the working folder, where nobody should look for programs.
    ...path.filter(isAbsolute),
    join(home, ".local", "bin"),
  ].map((it) => join(it, platform === "win32" ? "dbt.exe" : "dbt"));
  return [...new Set(programs)].filter((it) => isAbsolute(it) && isProgram(it));
}

/** Whether a path is a file that may be started. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** From the project up to the workspace's folder; outside of one, up to the repository's root. */
function foldersAbove({ root, workspace }: SearchPlaces): readonly string[] {
  const folders = [root];
  const isInside = workspace !== null && (root === workspace || root.startsWith(workspace + sep));
  for (let at = root; dirname(at) !== at; at = dirname(at)) {
    if (at !== root) folders.push(at);
    if (isInside ? at === workspace : existsSync(join(at, ".git"))) return folders;
  }
  return [root];
}

const NAMES = [".venv", "venv", "env", ".env"];

function environmentsOf(folder: string, places: SearchPlaces): readonly string[] {
  const uv = places.env["UV_PROJECT_ENVIRONMENT"];
  const named = uv === undefined || uv === "" ? NAMES : [uv, ...NAMES];
  const own = named.map((it) => (isAbsolute(it) ? it : join(folder, it)));
  return existsSync(join(folder, "pyproject.toml")) ? [...own, ...poetryEnvironments(folder, places)] : own;
}

/** Poetry keeps environments in its cache, their names ending in a digest of the project's folder. */
function poetryEnvironments(folder: string, { env, home, platform }: SearchPlaces): readonly string[] {
  const caches: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
    darwin: join(home, "Library", "Caches", "pypoetry"),
    win32: join(env["LOCALAPPDATA"] ?? home, "pypoetry", "Cache"),
  };
  const cache =
    env["POETRY_CACHE_DIR"] ?? caches[platform] ?? join(env["XDG_CACHE_HOME"] ?? join(home, ".cache"), "pypoetry");
  const all = env["POETRY_VIRTUALENVS_PATH"] ?? join(cache, "virtualenvs");
  if (!existsSync(all)) return [];
  const real = realpathSync(folder);
  const digest = createHash("sha256")
    .update(platform === "win32" ? real.toLowerCase() : real)
    .digest("base64url");
  const mark = `-${digest.slice(0, 8)}-py`;
  return readdirSync(all)
    .filter((it) => it.includes(mark))
    .sort()
    .map((it) => join(all, it));
}

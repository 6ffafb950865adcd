import { ProjectHost } from "../src/project/host.ts";
import { NO_SETTINGS, type ProjectInputs, type ProjectSettings } from "../src/project/inputs.ts";
import type { ParseNode } from "../src/project/node-table.ts";
import type { ProjectSnapshot, SourceFile } from "../src/project/snapshot.ts";

/** Files of a project that exists only in a test. */
export type ProjectFiles = ReadonlyMap<string, string> | Readonly<Record<string, string>>;

export interface ProjectOptions {
  readonly settings?: Partial<ProjectSettings>;
  readonly env?: { readonly [name: string]: string };
  /** In place of dbt's parse phase. */
  readonly parseNode?: ParseNode;
}

/** Supplied where the files have none. */
const DBT_PROJECT = "name: shop\nprofile: shop\n";
const PROFILES = "shop:\n  target: dev\n  outputs:\n    dev: {type: duckdb, path: dev.duckdb}\n";

/**
 * The snapshot of a project in memory: `shop`, on DuckDB `dev.main`, unless its files say otherwise.
 *
 * For changes after that, take `hostOf`.
 */
export function projectOf(files: ProjectFiles, options: ProjectOptions = {}): ProjectSnapshot {
  return hostOf(files, options).snapshot;
}

/** As `projectOf`, for tests of what happens when files change. */
export function hostOf(files: ProjectFiles, options: ProjectOptions = {}): ProjectHost {
  const inputs = inputsOf(files, options);
  return options.parseNode ? new ProjectHost(inputs, options.parseNode) : new ProjectHost(inputs);
}

/** What `loadProject` would give for these files at `/shop`. */
export function inputsOf(files: ProjectFiles, { settings, env = {} }: ProjectOptions = {}): ProjectInputs {
  const given = files instanceof Map ? [...files] : Object.entries(files as Readonly<Record<string, string>>);
  const supplied: [string, string][] = [
    ["dbt_project.yml", DBT_PROJECT],
    ["profiles.yml", PROFILES],
  ];
  const all = new Map([...supplied, ...given]);
  const isSeed = (path: string) => path.endsWith(".csv");
  const texts = [...all].filter(([path]) => !isSeed(path));
  return {
    root: "/shop",
    files: new Map(texts.map(([path, text]): [string, SourceFile] => [path, { path, text }])),
    seeds: new Set([...all.keys()].filter(isSeed)),
    settings: { ...NO_SETTINGS, ...settings },
    env,
    home: "/home/someone",
    problems: [],
  };
}

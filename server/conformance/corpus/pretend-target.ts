import { mkdtempSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import type { Plain } from "../../src/base/plain.ts";
import { ProjectHost } from "../../src/project/host.ts";
import { loadProject } from "../../src/project/load.ts";
import type { ProjectSnapshot } from "../../src/project/snapshot.ts";
import type { CorpusProject } from "./projects.ts";

/** Nobody's credentials, by adapter: enough for names. */
const OUTPUTS: Readonly<Record<string, { readonly [key: string]: Plain }>> = {
  duckdb: { path: ":memory:", schema: "main" },
  postgres: { host: "127.0.0.1", port: 1, user: "u", password: "p", dbname: "db", schema: "s" },
  snowflake: { account: "a", user: "u", password: "p", role: "r", warehouse: "w", database: "db", schema: "s" },
  bigquery: { method: "oauth-secrets", token: "t", project: "db", dataset: "s" },
  trino: { method: "none", host: "127.0.0.1", port: 1, user: "u", database: "db", schema: "s" },
  clickhouse: { host: "127.0.0.1", port: 1, user: "u", password: "p", schema: "s" },
};

/** What a project of the corpus is opened with. */
export interface Pretended {
  readonly root: string;
  readonly profilesDir: string;
  readonly vars: { readonly [name: string]: Plain };
  readonly env: { readonly [name: string]: string };
  readonly snapshot: ProjectSnapshot;
}

/**
 * Opens a project with a made-up profile under the name that it asks for, and `x` for every environment
 * variable that it demands: as somebody has it who works on it, but for the names.
 */
export async function openPretended(
  root: string,
  { adapter, vars = {} }: Pick<CorpusProject, "adapter" | "vars">,
): Promise<Pretended> {
  const output = OUTPUTS[adapter];
  if (!output) throw new Error(`no made-up profile for ${adapter}`);
  const profilesDir = mkdtempSync(join(tmpdir(), "highwater-corpus-"));
  const settings = { target: undefined, profilesDir, vars };
  const home = homedir();
  const bare = await loadProject(root, { settings, env: {}, home });
  const env = demanded([...bare.files.values()].map((it) => it.text));
  const profile = new ProjectHost({ ...bare, env }).snapshot.environment.root.profile ?? "default";
  const outputs = { dev: { type: adapter, threads: 1, ...output } };
  writeFileSync(join(profilesDir, "profiles.yml"), JSON.stringify({ [profile]: { target: "dev", outputs } }));
  const inputs = await loadProject(root, { settings, env, home });
  return { root, profilesDir, vars, env, snapshot: new ProjectHost(inputs).snapshot };
}

/** The variables that are asked for without a default. */
function demanded(texts: readonly string[]): { readonly [name: string]: string } {
  const call = /\benv_var\(\s*(["'])(\w+)\1\s*\)/g;
  const names = texts.flatMap((text) => [...text.matchAll(call)].flatMap((it) => it[2] ?? []));
  return Object.fromEntries(names.map((it) => [it, "x"]));
}

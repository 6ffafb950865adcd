import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { lineIndex } from "../../src/base/line-index.ts";
import { WORLDS } from "../../src/base/world.ts";
import { compile } from "../../src/compile/compile.ts";
import { lintFile } from "../../src/lint/engine.ts";
import { ProjectHost } from "../../src/project/host.ts";
import type { ProjectInputs } from "../../src/project/inputs.ts";
import { loadProject } from "../../src/project/load.ts";
import type { ProjectSnapshot, SqlTree } from "../../src/project/snapshot.ts";
import { parse } from "../../src/sql/parse.ts";
import type { Label } from "./labels.ts";
import type { Found, Judged } from "./score.ts";

/** A longer SQL is left to the outline: the parser has no budget here. */
const LONGEST = 20_000;

/** A checkout as somebody who works on it has it. */
interface Opened {
  readonly inputs: ProjectInputs;
  readonly snapshot: ProjectSnapshot;
}

/** Lints every labelled model whose checkout is there, as a user of the label's warehouse would see it. */
export async function lintLabelled(labels: readonly Label[], corpus: string): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  const projects = new Map<string, Opened>();
  for (const label of labels) {
    const file = join(corpus, label.repo.replace("/", "+"), label.path);
    const root = existsSync(file) ? projectAbove(dirname(file), corpus) : undefined;
    if (root === undefined) continue;
    const key = `${root} ${label.adapter}`;
    const path = relative(root, file).split(sep).join("/");
    const known = projects.get(key) ?? (await openAs(root, label.adapter));
    const first = await findings(known, path);
    const project = withEnv(known, missingEnv(first));
    projects.set(key, project);
    judged.push({ label, found: project === known ? first : await findings(project, path) });
  }
  return judged;
}

function projectAbove(folder: string, corpus: string): string | undefined {
  for (let at = folder; at.startsWith(corpus) && at !== corpus; at = dirname(at)) {
    if (existsSync(join(at, "dbt_project.yml"))) return at;
  }
  return undefined;
}

/** Public projects keep their profiles to themselves; the adapter is all that the rules ask of one. */
async function openAs(root: string, adapter: string): Promise<Opened> {
  const loaded = await loadProject(root, { env: {}, home: root });
  const { profileName } = new ProjectHost(loaded).snapshot.environment.target;
  const names = "database: dev, dbname: dev, project: dev, catalog: dev, schema: main, dataset: main";
  const text = `${JSON.stringify(profileName)}: {target: dev, outputs: {dev: {type: ${adapter}, ${names}, path: dev.duckdb}}}\n`;
  const files = new Map([...loaded.files, ["profiles.yml", { path: "profiles.yml", text }]]);
  const written = [...files.values()].flatMap((it) => [...it.text.matchAll(/env_var\(\s*['"](\w+)['"]\s*\)/g)]);
  const inputs: ProjectInputs = { ...loaded, files };
  return withEnv(
    { inputs, snapshot: new ProjectHost(inputs).snapshot },
    written.map(([, name = ""]) => name),
  );
}

/** Whoever works on the project has set the variables that it can't do without. */
function withEnv(project: Opened, names: readonly string[]): Opened {
  if (names.length === 0) return project;
  const env = { ...project.inputs.env, ...Object.fromEntries(names.map((it) => [it, it.toLowerCase()])) };
  const inputs: ProjectInputs = { ...project.inputs, env };
  return { inputs, snapshot: new ProjectHost(inputs).snapshot };
}

/** Names that the template puts together show only when it asks for them. */
function missingEnv(found: readonly Found[]): readonly string[] {
  return found.flatMap(({ message }) => /^Env var required but not provided: '(\w+)'/.exec(message)?.[1] ?? []);
}

async function findings({ snapshot }: Opened, path: string): Promise<readonly Found[]> {
  const node = snapshot.nodes.at(path);
  const file = snapshot.files.get(path);
  if (!node || !file) return [];
  const trees = new Map<string, SqlTree | "unparsable">();
  for (const world of WORLDS) {
    const { sql } = compile(snapshot, node, world);
    if (sql.length < LONGEST) trees.set(sql, await parse(sql, snapshot.environment.target.type));
  }
  return lintFile({ ...snapshot, trees }, path).map(({ rule, severity, at, message }) => {
    return { rule, severity, message, line: lineIndex(file).position(at.span.start).line + 1 };
  });
}

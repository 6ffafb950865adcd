import type { Plain } from "../src/base/plain.ts";
import type { Node, NodeConfig, NodeFacts, NodeTable, ProjectSnapshot, Target } from "../src/project/snapshot.ts";
import type { EngineWish } from "../src/runner/choose-engine.ts";
import type { Column, Script, Step } from "../src/runner/steps.ts";

/** A node without a project, for tests of what the runner decides and does. */
export interface FakeNode {
  readonly name: string;
  readonly config?: { readonly [key: string]: Plain };
  readonly parents?: readonly string[];
  readonly folder?: string;
  readonly resourceType?: Node["resourceType"];
}

export function fakeNode({ name, config = {}, folder = "models", resourceType = "model" }: FakeNode): Node {
  const path = `${folder}/${name}.${resourceType === "seed" ? "csv" : "sql"}`;
  const facts: NodeFacts = {
    config: { ...DEFAULTS, ...config } as NodeConfig,
    configOrigins: new Map(),
    unknownConfig: new Set(),
    relation: { database: "dev", schema: String(config["schema"] ?? "main"), identifier: name },
    refs: [],
    sources: [],
    macros: [],
    columns: [],
    tests: [],
    problems: [],
  };
  return {
    uniqueId: `${resourceType}.shop.${name}`,
    resourceType,
    packageName: "shop",
    name,
    path,
    fqn: ["shop", ...folder.split("/").slice(1), name],
    file: undefined,
    facts,
  };
}

const DEFAULTS: NodeConfig = {
  enabled: true,
  materialized: "view",
  incremental_strategy: null,
  unique_key: null,
  on_schema_change: "ignore",
  full_refresh: null,
  database: null,
  schema: null,
  alias: null,
  tags: [],
  meta: {},
};

export function fakeNodes(fakes: readonly FakeNode[]): NodeTable {
  const nodes = fakes.map(fakeNode);
  const byName = new Map(nodes.map((it) => [it.name, it]));
  const parents = new Map(
    fakes.map((it) => [idOf(it), (it.parents ?? []).flatMap((name) => byName.get(name)?.uniqueId ?? [])]),
  );
  const children = new Map<string, string[]>(nodes.map((it) => [it.uniqueId, []]));
  for (const [id, above] of parents) for (const parent of above) children.get(parent)?.push(id);
  return {
    ids: nodes.map((it) => it.uniqueId),
    get: (id) => nodes.find((it) => it.uniqueId === id),
    sharing: [],
    at: (path) => nodes.find((it) => it.path === path),
    named: (name) => nodes.filter((it) => it.name === name),
    graph: { parents, children },
  };
}

const idOf = ({ name, resourceType = "model" }: FakeNode) => `${resourceType}.shop.${name}`;

/** As much of a snapshot as a run reads: its nodes and where it goes. */
export function fakeSnapshot(
  fakes: readonly FakeNode[],
  target: Partial<Target> & { readonly path: string },
): ProjectSnapshot {
  const whole: Target = {
    known: true,
    profileName: "shop",
    name: "dev",
    type: "duckdb",
    database: "dev",
    schema: "main",
    threads: 1,
    secretFields: {},
    at: undefined,
    ...target,
  };
  const environment = { root: { name: "shop" }, target: whole } as ProjectSnapshot["environment"];
  return {
    revision: 1,
    root: "/",
    files: new Map(),
    environment,
    nodes: fakeNodes(fakes),
    catalog: { relations: new Map(), complete: new Set() },
    trees: new Map(),
    runFailures: new Map(),
  };
}

/** Plays a script through without a database and tells what it asked for and how it ended. */
export function play<T>(
  script: Script<T>,
  answers: {
    readonly columns?: Readonly<Record<string, readonly Column[]>>;
    readonly rows?: (sql: string) => number;
  } = {},
): { readonly sql: readonly string[]; readonly steps: readonly Step[]; readonly end: T } {
  const steps: Step[] = [];
  let next = script.next();
  while (!next.done) {
    const step = next.value;
    steps.push(step);
    if (step.kind === "columns") {
      next = script.next({ kind: "columns", columns: answers.columns?.[step.relation] ?? [] });
    } else {
      const sql = step.kind === "run" ? step.sql : `count ${step.relation}`;
      next = script.next({ kind: "rows", rows: answers.rows?.(sql) ?? 0 });
    }
  }
  const texts = steps.flatMap((it) => (it.kind === "run" ? [it.sql] : []));
  return { sql: texts, steps, end: next.value };
}

/** The built-in runner and nothing else, for tests of it. */
export const NATIVE_ENGINE: EngineWish = {
  choice: "native",
  dbtPath: null,
  workspace: null,
  flags: { target: null, profilesDir: null, vars: null },
  env: {},
  home: "",
};

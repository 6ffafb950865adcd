import { err, ok, type Result } from "../base/result.ts";
import type { World } from "../base/world.ts";
import { isBlank } from "../compile/blank.ts";
import { branchOf } from "../compile/branch.ts";
import { compile } from "../compile/compile.ts";
import { projectRefusal } from "../compile/run-refusal.ts";
import { type Catalog, type Node, type ProjectSnapshot, relationKey } from "../project/snapshot.ts";
import type { AdapterFailure, Answered, Session } from "./adapters/adapter.ts";
import { duckdb } from "./adapters/duckdb.ts";
import { catalogOf, inspectCatalog } from "./catalog.ts";
import { withMissingParents } from "./missing-parents.ts";
import { existingOf } from "./plan.ts";
import { presentFailure } from "./present-failure.ts";

/** The first rows of a model's SQL. */
export interface Shown extends Answered {
  /** The world whose SQL was asked; null for a model that has only one. */
  readonly world: World | null;
}

export interface ShowWish {
  readonly nodes: readonly Node[];
  /** Null: the one that a run would take. */
  readonly world: World | null;
  readonly limit: number;
}

/** The first rows of models, each or the sentence why not. The target is opened to look only, so nothing can be written. */
export async function* show(
  snapshot: ProjectSnapshot,
  { nodes, world, limit }: ShowWish,
  signal: AbortSignal,
): AsyncGenerator<{ readonly node: Node; readonly shown: Result<Shown, string> }, Result<void, string>> {
  const refusal = projectRefusal(snapshot);
  if (refusal !== null) return err(refusal);
  const opened = await duckdb.inspect(snapshot.environment.target, { root: snapshot.root });
  if (!opened.ok) return err(unopened(opened.error));
  try {
    const inspected = await inspectCatalog(opened.value, signal);
    if (!inspected.ok) return err(presentFailure(inspected.error));
    const catalog = catalogOf(inspected.value);
    for (const node of nodes) {
      yield { node, shown: await rowsOf(node, { snapshot, catalog, session: opened.value, world, limit, signal }) };
    }
    return ok(undefined);
  } finally {
    opened.value.close();
  }
}

function unopened(failure: AdapterFailure): string {
  if (failure.kind !== "missing") return presentFailure(failure);
  return `${presentFailure(failure)} There is nothing to read before that.`;
}

interface Question {
  readonly snapshot: ProjectSnapshot;
  readonly catalog: Catalog;
  readonly session: Session;
  readonly world: World | null;
  readonly limit: number;
  readonly signal: AbortSignal;
}

async function rowsOf(node: Node, question: Question): Promise<Result<Shown, string>> {
  const { snapshot, catalog, session, limit, signal } = question;
  if (/\.py$/i.test(node.path)) return err(`${node.name} is a Python model, which only dbt can run.`);
  if (isBlank(node)) return err(`${node.path} is blank, so there is nothing to show.`);
  const world = worldOf(node, question);
  if (!world.ok) return world;
  const sql = sqlIn(world.value ?? "full-refresh", node, question);
  if (!sql.ok) return sql;

  const header = node.facts.config["sql_header"];
  const prepared =
    typeof header === "string" && header.trim() !== "" ? await session.run(header, signal) : ok(undefined);
  const found = prepared.ok ? await session.query(`select * from (\n${sql.value}\n) limit ${limit}`, signal) : prepared;
  if (found.ok) return ok({ world: world.value, ...found.value });
  return err(withMissingParents(presentFailure(found.error), node, { snapshot, catalog }));
}

function worldOf(node: Node, { catalog, world: asked }: Question): Result<World | null, string> {
  const { config, relation } = node.facts;
  if (config.materialized !== "incremental") return ok(null);
  const existing = existingOf(catalog, relation);
  if (asked === "incremental" && existing !== "table") {
    const what = existing === "view" ? "is a view" : "is not built yet";
    return err(`${node.name} ${what}, so its next run is a full refresh: show it with --world full-refresh.`);
  }
  return ok(asked ?? branchOf(config, existing, "incremental").world);
}

function sqlIn(world: World, node: Node, { snapshot, catalog }: Question): Result<string, string> {
  const relations = new Map([...catalog.relations].map(([key, it]) => [key, it.type]));
  // A model that forbids a full refresh has its other world in its first run, when the table is not there.
  if (world === "full-refresh") relations.delete(relationKey(node.facts.relation));
  const { sql, problems, unknowns } = compile(snapshot, node, world, {
    relations,
    fullRefresh: world === "full-refresh",
  });
  const [problem] = problems;
  if (problem) return err(problem.message);
  const [unknown] = unknowns;
  return unknown ? err(`${node.name} is only partly known: ${unknown.reason}`) : ok(sql);
}

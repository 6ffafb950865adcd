import type { Problem } from "../base/problem.ts";
import { moment } from "../base/stopwatch.ts";
import type { World } from "../base/world.ts";
import { nodeRelation } from "../project/context/relation-of.ts";
import { templateOf } from "../project/model-template.ts";
import type { Node, ProjectSnapshot, SourceFile } from "../project/snapshot.ts";
import type { Compiled } from "./compiled.ts";
import { Dependencies } from "./dependencies.ts";
import { injected } from "./ephemerals.ts";
import { incrementalNames } from "./incremental-names.ts";
import type { CompileOptions } from "./options.ts";
import { pretenceOf } from "./pretence.ts";
import { ctesFor, renderNode } from "./render-node.ts";
import { segmentsOf } from "./text-run.ts";
import { thisUses } from "./this-uses.ts";

interface Remembered {
  readonly compiled: Compiled;
  readonly dependencies: Dependencies;
}

const remembered = new WeakMap<SourceFile, Map<string, Remembered>>();

/**
 * The SQL of a node in one world, with the origin of every character (spec 12.2).
 *
 * Remembered by the node's file together with all that the render looked at, so that typing in one
 * model compiles no other again. With options (facts of a real target) nothing is remembered.
 */
export function compile(snapshot: ProjectSnapshot, node: Node, world: World, options?: CompileOptions): Compiled {
  if (!node.file || options) return compileAfresh(snapshot, node, world, options ?? {}).compiled;
  const known = remembered.get(node.file) ?? new Map<string, Remembered>();
  remembered.set(node.file, known);
  const key = `${world} ${node.uniqueId}`;
  const last = known.get(key);
  if (last?.dependencies.hold(snapshot, node)) return last.compiled;
  const next = compileAfresh(snapshot, node, world, {});
  known.set(key, next);
  return next.compiled;
}

function compileAfresh(snapshot: ProjectSnapshot, node: Node, world: World, options: CompileOptions): Remembered {
  const dependencies = new Dependencies(snapshot, node);
  const surroundings = {
    snapshot,
    pretence: pretenceOf(world, node, options),
    dependencies,
    started: moment(),
  };
  const own = renderNode(surroundings, node);
  const ctes = ctesFor(surroundings, own);
  const { run, place } = injected(own.run, ctes.list);
  const { environment } = snapshot;
  const { relation: name, config } = node.facts;
  const relation = nodeRelation(environment, { name, config }).str();
  const template = templateOf(node);
  const problems = withoutRepeats([...node.facts.problems, ...own.problems, ...ctes.problems]);
  const unknowns = [...own.unknowns, ...ctes.unknowns];
  const { notes } = own;
  const compiled: Compiled = {
    world,
    sql: run.text,
    segments: segmentsOf(run),
    status: problems.length > 0 ? "error" : unknowns.length > 0 ? "partly-unknown" : "ok",
    problems,
    unknowns,
    thisUses: thisUses({ own: own.run, place, relation, notes }),
    incrementalChecks: notes.checks,
    incrementalNames: template ? incrementalNames({ environment, template, path: node.path }, notes) : [],
    reads: notes.readings,
  };
  return { compiled, dependencies };
}

function withoutRepeats(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ message, at }) => {
    const key = `${at.path} ${at.span.start} ${at.span.end} ${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

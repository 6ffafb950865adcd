import type { Problem } from "../base/problem.ts";
import { inSource } from "../base/span.ts";
import { type Moment, worked } from "../base/stopwatch.ts";
import type { Template } from "../jinja/ast.ts";
import type { Unknowing } from "../jinja/interpreter.ts";
import { render } from "../jinja/render.ts";
import { errorText } from "../project/context/error-text.ts";
import { namesOf } from "../project/context/names.ts";
import { isPython, strippedSpan, templateOf } from "../project/model-template.ts";
import type { Node, ProjectSnapshot } from "../project/snapshot.ts";
import { compilePhase } from "./compile-phase.ts";
import type { Dependencies } from "./dependencies.ts";
import type { Cte } from "./ephemerals.ts";
import { type NotesTaken, takeNotes } from "./notes-taken.ts";
import type { Pretence } from "./pretence.ts";
import type { TextRun } from "./text-run.ts";

/** Milliseconds that compiling a node in one world may take, with all ephemeral models in it. */
const COMPILE_TIME = 500;

/** What a render happens in. */
export interface Surroundings {
  readonly snapshot: ProjectSnapshot;
  readonly pretence: Pretence;
  readonly dependencies: Dependencies;
  /** When the compilation began. */
  readonly started: Moment;
}

/** A node's own text, before the texts of ephemeral models are put in front of it. */
export interface RenderedNode {
  readonly run: TextRun;
  readonly problems: readonly Problem[];
  readonly unknowns: readonly Unknowing[];
  readonly notes: NotesTaken;
  /** The ephemeral models it names, in the order of their first mention. */
  readonly ephemerals: readonly Node[];
}

/** Renders a node as dbt compiles it. Text without any Jinja stays as it is, line ends included (spec 7.3). */
export function renderNode({ snapshot, pretence, dependencies, started }: Surroundings, node: Node): RenderedNode {
  const notes = takeNotes();
  const template = templateOf(node);
  // What overran while it was parsed would only overrun again.
  if (!template || node.facts.problems.some((it) => it.kind === "limit"))
    return { run: { text: "", pieces: [] }, problems: [], unknowns: [], notes, ephemerals: [] };
  if (!template.hasJinja)
    return {
      run: asWritten(template, node.path),
      problems: [],
      unknowns: isPython(node.path) ? [wrappedByDbt(node.path, template)] : [],
      notes,
      ephemerals: [],
    };

  const ephemerals = new Set<Node>();
  const phase = compilePhase({ snapshot, node, pretence, dependencies, ephemeral: (it) => void ephemerals.add(it) });
  const globals = namesOf({ environment: snapshot.environment, node, phase, notes });
  const limits = { time: Math.max(10, COMPILE_TIME - worked(started)) };
  const { text, pieces, problems, unknowns } = render({
    template,
    path: node.path,
    globals,
    limits,
    describe: errorText,
  });
  return { run: { text, pieces }, problems, unknowns, notes, ephemerals: [...ephemerals] };
}

function wrappedByDbt(path: string, { text }: Template): Unknowing {
  const end = strippedSpan(text)[1];
  const reason = "What dbt writes below a Python model, to give it `ref` and `this`, is not shown here.";
  return { reason, at: { path, span: inSource(end, end) }, causes: [] };
}

function asWritten({ text }: Template, path: string): TextRun {
  const [start, end] = strippedSpan(text);
  const pieces = [{ kind: "verbatim", length: end - start, path, start, end } as const];
  return { text: text.slice(start, end), pieces: start === end ? [] : pieces };
}

interface Ctes {
  readonly list: readonly Cte[];
  readonly problems: readonly Problem[];
  readonly unknowns: readonly Unknowing[];
}

/** The ephemeral models that a text needs, each once, those that one of them needs before it (spec 6.7). */
export function ctesFor(surroundings: Surroundings, { ephemerals }: RenderedNode): Ctes {
  const list: Cte[] = [];
  const problems: Problem[] = [];
  const unknowns: Unknowing[] = [];
  const seen = new Set<string>();

  const add = (node: Node) => {
    if (seen.has(node.uniqueId)) return;
    seen.add(node.uniqueId);
    surroundings.dependencies.text(node);
    const rendered = renderNode(surroundings, node);
    rendered.ephemerals.forEach(add);
    problems.push(...node.facts.problems, ...rendered.problems);
    unknowns.push(...rendered.unknowns);
    list.push({ uniqueId: node.uniqueId, identifier: node.facts.relation.identifier, body: rendered.run });
  };
  ephemerals.forEach(add);
  return { list, problems, unknowns };
}

import { WORLDS } from "../../src/base/world.ts";
import { compile } from "../../src/compile/compile.ts";
import type { Compiled } from "../../src/compile/compiled.ts";
import type { Node, ProjectSnapshot } from "../../src/project/snapshot.ts";
import { type Because, problemsOf, unknownsOf } from "./because.ts";

/** What became of one project's models, both worlds of each taken together. */
export interface CompileFigures {
  readonly models: number;
  readonly incremental: number;
  readonly disabled: number;
  /** Known to the last character, in both worlds. */
  readonly known: number;
  /** In one world at least some text is a placeholder, and every placeholder says what for. */
  readonly partly: number;
  /** dbt would refuse them, we say. */
  readonly failed: number;
  /** Models with no text, no problem and no reason, or with a reason that names no place. */
  readonly unanswered: readonly string[];
  /** What we threw. */
  readonly exceptions: readonly string[];
  /** Reasons why something is not known, with the number of models. */
  readonly reasons: Tally;
  /** What fails, with the number of models. */
  readonly failures: Tally;
  /** Every model that isn't known: which, where, why. */
  readonly examples: readonly string[];
}

/** How often each of some words came up; the most frequent first. */
export type Tally = Readonly<Record<string, number>>;

/** Compiles both worlds of every model that isn't disabled. */
export function compileProject(snapshot: ProjectSnapshot): CompileFigures {
  const models = modelsOf(snapshot);
  const enabled = models.filter((it) => it.facts.config.enabled);
  const tally = { known: 0, partly: 0, failed: 0 };
  const unanswered: string[] = [];
  const exceptions: string[] = [];
  const examples: string[] = [];
  const reasons: string[] = [];
  const failures: string[] = [];

  for (const node of enabled) {
    const worlds = compiledOr(exceptions, snapshot, node);
    if (!worlds) continue;
    const kind = kindOf(worlds);
    tally[kind]++;
    const because = kind === "partly" ? unknownsOf(snapshot, worlds) : problemsOf(snapshot, node, worlds);
    if (!isAnswer(kind, because)) unanswered.push(node.path);
    (kind === "partly" ? reasons : failures).push(...new Set(because.map((it) => it.words)));
    examples.push(...because.map((it) => `${kind} ${node.path} ${it.place}: ${it.words}`));
  }
  return {
    models: enabled.length,
    incremental: enabled.filter((it) => it.facts.config.materialized === "incremental").length,
    disabled: models.length - enabled.length,
    ...tally,
    unanswered,
    exceptions,
    reasons: tallied(reasons),
    failures: tallied(failures),
    examples,
  };
}

/** The models of a project and of its packages. */
export function modelsOf({ nodes }: ProjectSnapshot): readonly Node[] {
  return nodes.ids.flatMap((id) => {
    const node = nodes.get(id);
    return node?.resourceType === "model" ? [node] : [];
  });
}

function compiledOr(exceptions: string[], snapshot: ProjectSnapshot, node: Node): readonly Compiled[] | undefined {
  try {
    return WORLDS.map((world) => compile(snapshot, node, world));
  } catch (bug) {
    exceptions.push(`${node.path}: ${bug instanceof Error ? bug.stack : String(bug)}`);
    return undefined;
  }
}

type Kind = "known" | "partly" | "failed";

function kindOf(worlds: readonly Compiled[]): Kind {
  if (worlds.some((it) => it.status === "error")) return "failed";
  return worlds.some((it) => it.status === "partly-unknown") ? "partly" : "known";
}

/** Whatever isn't known names its reason and the line that it comes from. */
function isAnswer(kind: Kind, because: readonly Because[]): boolean {
  if (kind === "known") return true;
  return because.length > 0 && because.every((it) => it.words !== "" && it.place !== "");
}

/** Counts equal words. */
export function tallied(words: readonly string[]): Tally {
  const counts = new Map<string, number>();
  for (const it of words) counts.set(it, (counts.get(it) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}

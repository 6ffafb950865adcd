import { withTrees } from "../../src/cli/sql-trees.ts";
import { lintProject } from "../../src/lint/engine.ts";
import type { ProjectSnapshot } from "../../src/project/snapshot.ts";
import { type Tally, tallied } from "./compile-project.ts";

/** What the rules say about a project. */
export interface LintFigures {
  /** `rule (severity)`, with the number of findings. */
  readonly findings: Tally;
  /** Every finding of severity error: each is either the project's fault or ours. */
  readonly errors: readonly string[];
  /** What rules threw. */
  readonly exceptions: readonly string[];
}

/** Lints every file of a project, with the SQL's structure where the worker that finds it is in `dist`. */
export async function lintCorpusProject(project: ProjectSnapshot, dist: string): Promise<LintFigures> {
  const exceptions: string[] = [];
  const snapshot = await withTrees(project, dist, (message) => exceptions.push(message));
  const onBug = (rule: string, bug: unknown) =>
    void exceptions.push(`${rule}: ${bug instanceof Error ? bug.stack : String(bug)}`);
  const linting = lintProject(snapshot, { onBug });
  let next = linting.next();
  while (!next.done) next = linting.next();
  const all = [...next.value.values()].flat();
  return {
    findings: tallied(all.map((it) => `${it.rule} (${it.severity})`)),
    errors: all.filter((it) => it.severity === "error").map((it) => `${it.at.path}: ${it.rule}: ${it.message}`),
    exceptions,
  };
}

import { WORLDS } from "../base/world.ts";
import { compile } from "../compile/compile.ts";
import type { SqlTree } from "../project/snapshot.ts";
import type { SqlOffload } from "../sql/offload.ts";
import type { OpenProject } from "./open-project.ts";

/**
 * Asks the SQL worker for the structure of what open models compile to; its answers arrive as a
 * change to the project.
 *
 * One question at a time, about the newest text: while the user types, what is outdated is never asked.
 */
export class SqlStructure {
  readonly #offload: SqlOffload;
  readonly #turns = new Map<OpenProject, symbol>();

  constructor(offload: SqlOffload) {
    this.#offload = offload;
  }

  async look(project: OpenProject, paths: Iterable<string>): Promise<void> {
    const turn = Symbol();
    this.#turns.set(project, turn);
    const { snapshot } = project;
    if (!snapshot) return;
    const adapterType = snapshot.environment.target.type;
    const found = new Map<string, SqlTree | "unparsable">();
    for (const path of paths) {
      for (const sql of unparsed(project, path)) {
        if (this.#turns.get(project) !== turn) break;
        found.set(sql, await this.#offload.parse(sql, adapterType));
      }
    }
    if (found.size > 0) project.apply([{ kind: "trees", trees: found }]);
  }

  close(): Promise<void> {
    return this.#offload.close();
  }
}

/** What an incremental model compiles to and nobody has parsed yet. */
function unparsed({ snapshot }: OpenProject, path: string): readonly string[] {
  const node = snapshot?.nodes.at(path);
  if (!snapshot || node?.facts.config.materialized !== "incremental") return [];
  const compiled = WORLDS.map((it) => compile(snapshot, node, it)).filter((it) => it.status !== "error");
  return [...new Set(compiled.map((it) => it.sql))].filter((sql) => !snapshot.trees.has(sql));
}

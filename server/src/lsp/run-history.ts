import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { HISTORY_FILE, parseHistory, type RunRecord } from "../protocol/history.ts";

/** The last runs of a project's models, read from the history that the runner writes. */
export class RunHistory {
  readonly #root: string;
  #last: ReadonlyMap<string, RunRecord> = new Map();
  #built: ReadonlyMap<string, RunRecord> = new Map();
  #ended: ReadonlyMap<string, RunRecord> = new Map();

  constructor(root: string) {
    this.#root = root;
  }

  /** The last run of a model on a target. */
  last(uniqueId: string, target: string): RunRecord | undefined {
    return this.#last.get(key(uniqueId, target));
  }

  /** The last run of a model on a target that succeeded. */
  built(uniqueId: string, target: string): RunRecord | undefined {
    return this.#built.get(key(uniqueId, target));
  }

  /** Of each model that has run on a target, the last run that was neither skipped nor cancelled. */
  ended(target: string): readonly RunRecord[] {
    return [...this.#ended.values()].filter((it) => it.target === target);
  }

  /** Reads the history again; a project that never ran has none. */
  async refresh(): Promise<void> {
    const text = await readFile(join(this.#root, HISTORY_FILE), "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    });
    const records = parseHistory(text);
    const lastOf = (taken: readonly RunRecord[]) => new Map(taken.map((it) => [key(it.uniqueId, it.target), it]));
    this.#last = lastOf(records);
    this.#built = lastOf(records.filter((it) => it.status === "ok"));
    this.#ended = lastOf(records.filter((it) => it.status === "ok" || it.status === "error"));
  }
}

const key = (uniqueId: string, target: string) => `${target}\n${uniqueId}`;

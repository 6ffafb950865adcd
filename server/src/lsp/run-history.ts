import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { HISTORY_FILE, parseHistory, type RunRecord } from "../protocol/history.ts";

/** The last runs of a project's models, read from the history that the runner writes. */
export class RunHistory {
  readonly #root: string;
  #last: ReadonlyMap<string, RunRecord> = new Map();

  constructor(root: string) {
    this.#root = root;
  }

  /** The last run of a model on a target. */
  last(uniqueId: string, target: string): RunRecord | undefined {
    return this.#last.get(key(uniqueId, target));
  }

  /** Models that have run on a target. */
  all(target: string): readonly RunRecord[] {
    return [...this.#last.values()].filter((it) => it.target === target);
  }

  /** Reads the history again; a project that never ran has none. */
  async refresh(): Promise<void> {
    const text = await readFile(join(this.#root, HISTORY_FILE), "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    });
    this.#last = new Map(parseHistory(text).map((it) => [key(it.uniqueId, it.target), it]));
  }
}

const key = (uniqueId: string, target: string) => `${target}\n${uniqueId}`;

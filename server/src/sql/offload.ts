import { Worker } from "node:worker_threads";
import type { SqlTree } from "./tree.ts";

export interface Question {
  readonly id: number;
  readonly sql: string;
  readonly adapterType: string;
}
export interface Reply {
  readonly id: number;
  readonly tree: SqlTree | "unparsable";
}

export interface OffloadOptions {
  /** The worker's bundle, `dist/sql-worker.js`. */
  readonly workerPath: string;
  /** Told when the worker ended by itself: a bug of ours, or a text that took all of its memory. */
  readonly onCrash?: (error: unknown) => void;
  readonly limits?: Partial<OffloadLimits>;
}

export interface OffloadLimits {
  /** UTF-16 code units of one SQL; a longer one is not tried. */
  readonly size: number;
  /** Milliseconds for one SQL. */
  readonly time: number;
  /** Milliseconds without a question after which the worker's memory is given back. */
  readonly idle: number;
  /** Megabytes of the worker's heap. */
  readonly memory: number;
}

const LIMITS: OffloadLimits = { size: 200_000, time: 2_000, idle: 30_000, memory: 128 };

/** Parsing SQL beside the server's own thread. */
export interface SqlOffload {
  /** Answers always, at the latest when the SQL's time is over. Questions are answered in turn. */
  parse(sql: string, adapterType: string): Promise<SqlTree | "unparsable">;
  /** Ends the worker; what is still asked is answered `unparsable`. */
  close(): Promise<void>;
}

interface Waiting extends Question {
  readonly answer: (tree: SqlTree | "unparsable") => void;
}

/**
 * A worker thread for `node-sql-parser`, started by the first question and ended when idle.
 *
 * One SQL is out at a time, so that a slow one costs its own budget and no other's. A worker that is
 * late or dies is thrown away: its text is `unparsable`, the next one gets a new worker.
 */
export function openOffload({ workerPath, onCrash, limits }: OffloadOptions): SqlOffload {
  const { size, time, idle, memory } = { ...LIMITS, ...limits };
  const waiting: Waiting[] = [];
  let worker: Worker | undefined;
  let current: Waiting | undefined;
  let timer: NodeJS.Timeout | undefined;
  let lastId = 0;

  function start(): Worker {
    const started = new Worker(workerPath, { resourceLimits: { maxOldGenerationSizeMb: memory } });
    // Neither the worker nor its timers keep a process alive that has nothing else to do.
    started.unref();
    started.on("message", (reply: Reply) => {
      if (reply.id === current?.id) finish(reply.tree);
    });
    const ended = (error: unknown) => {
      if (worker !== started) return;
      worker = undefined;
      onCrash?.(error);
      finish("unparsable");
    };
    started.on("error", ended);
    started.on("exit", (code) => ended(new Error(`the SQL worker ended with code ${code}`)));
    return started;
  }

  function finish(tree: SqlTree | "unparsable"): void {
    clearTimeout(timer);
    const done = current;
    current = undefined;
    done?.answer(tree);
    next();
  }

  function next(): void {
    if (current) return;
    current = waiting.shift();
    if (!current) {
      clearTimeout(timer);
      timer = setTimeout(stop, idle).unref();
      return;
    }
    const { id, sql, adapterType } = current;
    worker ??= start();
    clearTimeout(timer);
    // While an answer is owed the process has to stay.
    timer = setTimeout(() => {
      stop();
      finish("unparsable");
    }, time);
    worker.postMessage({ id, sql, adapterType } satisfies Question);
  }

  function stop(): Promise<number> | undefined {
    const ending = worker;
    worker = undefined;
    return ending?.terminate();
  }

  return {
    parse(sql, adapterType) {
      if (sql.length > size) return Promise.resolve("unparsable");
      return new Promise((answer) => {
        waiting.push({ id: ++lastId, sql, adapterType, answer });
        next();
      });
    },
    async close() {
      const open = [current, ...waiting.splice(0)];
      current = undefined;
      clearTimeout(timer);
      await stop();
      for (const it of open) it?.answer("unparsable");
    },
  };
}

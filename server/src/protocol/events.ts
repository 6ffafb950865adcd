import type { World, WorldReason } from "../base/world.ts";

/** What a run reports, one object a line with `--json`; the same stream feeds the terminal, the lens and the panel. */
export type RunEvent =
  | {
      readonly kind: "run-started";
      readonly runId: string;
      readonly project: string;
      readonly target: string;
      readonly adapter: string;
      /** The engine and its version: `DuckDB 1.5.5`. */
      readonly engine: string;
      readonly models: number;
      /** Why another engine runs than the built-in one; null or missing where it was asked for or nothing else could run. */
      readonly reason?: string | null;
      /** How long this engine may need to stop when it is cancelled; missing where it stops at once. */
      readonly stopsWithinMs?: number;
    }
  | ({ readonly kind: "planned"; readonly index: number } & Planned)
  | ({ readonly kind: "started" } & OfNode)
  | ({ readonly kind: "compiled"; readonly sql: string } & OfNode)
  /** Written before the statement is sent. */
  | ({ readonly kind: "statement"; readonly sql: string } & OfNode)
  | ({ readonly kind: "finished" } & OfNode & Outcome)
  | {
      readonly kind: "run-finished";
      readonly runId: string;
      readonly status: "ok" | "error" | "cancelled";
      readonly ok: number;
      readonly failed: number;
      readonly skipped: number;
      readonly ms: number;
    };

interface OfNode {
  readonly uniqueId: string;
}

export interface Planned extends OfNode {
  readonly name: string;
  readonly materialized: string;
  readonly strategy: string | null;
  readonly relation: string;
  /** The world that will really run; null for what has only one (views, tables, seeds). */
  readonly world: World | null;
  /** Why that world and not the one asked for; null when it is the one asked for. */
  readonly why: WorldReason | null;
}

export interface Outcome {
  readonly status: "ok" | "error" | "skipped" | "cancelled";
  readonly world: World | null;
  readonly why: WorldReason | null;
  readonly rows: Rows | null;
  /** How far the table of an incremental model has got; null or absent where that is not known. */
  readonly watermark?: WatermarkChange | null;
  readonly ms: number;
  /** For `error` and `skipped`: what happened and the next step. */
  readonly message: string | null;
  /** For `error`: where in the project's files; 1-based, UTF-16, end exclusive. */
  readonly at: FileRange | null;
}

/** The highest value of the column that a model's filter goes by, as a text; null for a table that had, or has, no rows. */
export interface WatermarkChange {
  readonly column: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** `null`: the engine doesn't tell this one. */
export interface Rows {
  readonly inserted: number | null;
  readonly updated: number | null;
  readonly deleted: number | null;
  /** Rows touched in all, where no finer figure is known. */
  readonly affected: number | null;
}

export interface FileRange {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

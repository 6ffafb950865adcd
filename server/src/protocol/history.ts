import type { World, WorldReason } from "../base/world.ts";
import type { FileRange, Rows, WatermarkChange } from "./events.ts";

/** Where runs are remembered, below the project's root. One JSON object a line, only ever appended to. */
export const HISTORY_FILE = ".highwater/runs.ndjson";

/** One finished node of a run. */
export interface RunRecord {
  readonly runId: string;
  readonly uniqueId: string;
  readonly name: string;
  /** When it finished, ISO 8601. */
  readonly at: string;
  readonly world: World | null;
  readonly why: WorldReason | null;
  readonly status: "ok" | "error" | "skipped" | "cancelled";
  readonly rows: Rows | null;
  /** Absent in records of earlier versions. */
  readonly watermark?: WatermarkChange | null;
  readonly ms: number;
  readonly message: string | null;
  readonly relation: string;
  readonly materialized: string;
  readonly strategy: string | null;
  /** The columns that an incremental run matches rows by. Older records don't tell. */
  readonly uniqueKey?: readonly string[];
  readonly target: string;
  readonly engine: string;
  /** The command line that does the same in a terminal. */
  readonly command: string;
  /** What was sent, in order. */
  readonly statements: readonly string[];
  /** Of `ms`: what compiling took, and each of `statements`. Older records don't tell. */
  readonly phases?: { readonly compileMs: number; readonly statementsMs: readonly number[] };
  /** For `error`: where in the project's files. */
  readonly place?: FileRange | null;
  /** For `error`: the fingerprint of what ran, the model's text and that of the file of `place`: the failure stands while it is the same. */
  readonly texts?: string;
}

/** One record as a line of the history file. */
export function historyLine(record: RunRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/**
 * The records of a history file, oldest first.
 *
 * Two processes may append at once and one may die while writing: a line that is no whole record is
 * passed over, and the others still count.
 */
export function parseHistory(text: string): readonly RunRecord[] {
  return text.split("\n").flatMap((line) => {
    if (line.trim() === "") return [];
    let parsed: unknown;
    try {
      parsed = JSON.parse(line);
    } catch {
      return [];
    }
    return isRecord(parsed) ? [parsed] : [];
  });
}

function isRecord(value: unknown): value is RunRecord {
  if (typeof value !== "object" || value === null) return false;
  const { runId, uniqueId, at, status, ms } = value as { readonly [key: string]: unknown };
  const texts = [runId, uniqueId, at].every((it) => typeof it === "string");
  return texts && typeof ms === "number" && ["ok", "error", "skipped", "cancelled"].includes(String(status));
}

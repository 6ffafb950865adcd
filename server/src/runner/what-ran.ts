import { fingerprint } from "../base/fingerprint.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";
import type { Outcome } from "../protocol/events.ts";
import type { RunRecord } from "../protocol/history.ts";

type Finished = Outcome & { readonly uniqueId: string };

/** Takes the time of a node's phases. */
export interface Stopwatch {
  compiled(): void;
  statement(): void;
  phases(): NonNullable<RunRecord["phases"]>;
}

/** Starts when the node does; a statement lasts until the next one, or until the node is finished. */
export function stopwatch(): Stopwatch {
  const started = performance.now();
  let compiledAt: number | undefined;
  const sent: number[] = [];
  const rounded = (ms: number) => Math.round(ms * 10) / 10;
  return {
    compiled() {
      compiledAt = performance.now();
    },
    statement() {
      sent.push(performance.now());
    },
    phases() {
      const ends = [...sent.slice(1), performance.now()];
      const compileMs = rounded((compiledAt ?? started) - started);
      return { compileMs, statementsMs: sent.map((it, at) => rounded((ends[at] ?? it) - it)) };
    },
  };
}

/** The phases of a node that ran statements of ours; an engine that sends its own tells none. */
export function phasesOf(clock: Stopwatch | undefined, { status }: Finished): Pick<RunRecord, "phases"> {
  const phases = status === "skipped" ? undefined : clock?.phases();
  return phases && phases.statementsMs.length > 0 ? { phases } : {};
}

/** What a later look at the record needs to know whether it still holds: the key of then, and the texts that failed. */
export function whatRan(
  { nodes, files }: ProjectSnapshot,
  { uniqueId, status, at }: Finished,
): Pick<RunRecord, "uniqueKey" | "place" | "texts"> {
  const node = nodes.get(uniqueId);
  const key = node?.facts.config.unique_key ?? [];
  const uniqueKey = typeof key === "string" ? [key] : key;
  if (status !== "error") return { uniqueKey };
  return { uniqueKey, place: at, texts: fingerprint([node?.file?.text, files.get(at?.path ?? "")?.text]) };
}

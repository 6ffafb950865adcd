import { lineIndex } from "../base/line-index.ts";
import type { World, WorldReason } from "../base/world.ts";
import { refusalOf } from "../compile/run-refusal.ts";
import type { Node, ProjectSnapshot } from "../project/snapshot.ts";
import type { RunRecord } from "../protocol/history.ts";
import { nextRun } from "./next-run.ts";
import { ageInWords, durationInWords, rowsInWords, WORLD_TITLES } from "./words.ts";

/** A line above the model: what it says, and what a click does. */
export interface CodeLens {
  readonly title: string;
  readonly action: LensAction;
}

export type LensAction =
  | { readonly kind: "run"; readonly world: World }
  | { readonly kind: "cancel" | "compiled-sql" | "show-run" | "show-failure" }
  /** Only to be read. */
  | { readonly kind: "none" };

export interface LensContext {
  readonly trusted: boolean;
  /** The run in flight of this model. */
  readonly running: RunningModel | undefined;
  /** The last run of this model that is on record for the target. */
  readonly last: RunRecord | undefined;
  readonly now: number;
}

export interface RunningModel {
  /** Unknown until the runner has looked. */
  readonly world: World | undefined;
  readonly strategy: string | null;
}

/**
 * The lenses of an incremental model, from its config alone: they never wait for a compile.
 *
 * What a run would do where the target is not known stays unsaid.
 */
export function codeLenses(snapshot: ProjectSnapshot, path: string, context: LensContext): readonly CodeLens[] {
  const node = snapshot.nodes.at(path);
  if (node?.resourceType !== "model" || node.facts.config.materialized !== "incremental") return [];
  const compiled: CodeLens = { title: "Compiled SQL", action: { kind: "compiled-sql" } };
  if (!context.trusted || refusalOf(snapshot, node) !== null) return [compiled];
  if (context.running) return [...runningLenses(context.running), compiled];
  return [...runLenses(snapshot, node), compiled, ...outcomeLenses(context, failedLine(snapshot, node))];
}

function runningLenses({ world, strategy }: RunningModel): readonly CodeLens[] {
  const doing = world === "incremental" ? (DOING[strategy ?? ""] ?? "loading…") : "building…";
  return [
    { title: world === undefined ? "starting…" : doing, action: { kind: "none" } },
    { title: "Cancel", action: { kind: "cancel" } },
  ];
}

const DOING: Readonly<Record<string, string>> = {
  merge: "merging…",
  append: "appending…",
  "delete+insert": "deleting and inserting…",
};

function runLenses(snapshot: ProjectSnapshot, node: Node): readonly CodeLens[] {
  const { world, why, target } = nextRun(snapshot, node, "incremental");
  const run: LensAction = { kind: "run", world: "incremental" };
  if (target === "missing") return [{ title: "Run incremental (first run: builds the whole table)", action: run }];
  const title = world === "full-refresh" && why ? `Run incremental (full refresh: ${REASONS[why]})` : "Run incremental";
  const forced = node.facts.config.full_refresh;
  // A model that decides by itself has nothing to choose.
  if (forced === true) return [{ title, action: run }];
  const full: CodeLens = { title: "Run full refresh", action: { kind: "run", world: "full-refresh" } };
  return forced === false ? [{ title, action: run }] : [{ title, action: run }, full];
}

const REASONS: Readonly<Record<WorldReason, string>> = {
  "target-missing": "target is missing",
  "target-is-view": "target is a view",
  "full-refresh-config": "set by the model",
  "full-refresh-forbidden": "forbidden by the model",
};

/** ` (line 14)`, while the text is the one that failed. */
function failedLine({ files, runFailures }: ProjectSnapshot, { uniqueId, file }: Node): string {
  const failure = runFailures.get(uniqueId);
  const at = failure?.at && files.get(failure.at.path);
  if (!failure?.at || !at || at !== file || failure.text !== file.text) return "";
  return ` (line ${lineIndex(file).position(failure.at.span.start).line + 1})`;
}

function outcomeLenses({ last, now }: LensContext, line: string): readonly CodeLens[] {
  if (!last) return [];
  const age = ageInWords(now - Date.parse(last.at));
  switch (last.status) {
    case "error": {
      const title = `failed ${age}: ${firstLine(last.message ?? "see the run")}${line}`;
      return [{ title, action: { kind: "show-failure" } }];
    }
    case "cancelled":
      return [{ title: `cancelled ${age}`, action: { kind: "show-run" } }];
    case "skipped":
      return [{ title: `skipped ${age}: ${firstLine(last.message ?? "")}`, action: { kind: "show-run" } }];
    case "ok":
      return [{ title: success(last, age), action: { kind: "show-run" } }];
  }
}

function success({ world, why, rows, strategy, ms }: RunRecord, age: string): string {
  const which = world === null ? "built" : WORLD_TITLES[world];
  const reason = why === null ? "" : ` (${REASONS[why]})`;
  const figures = [rows && rowsInWords(rows, strategy), durationInWords(ms)].filter((it) => it);
  return `${which}${reason} ${age}: ${figures.join(", ")}`;
}

const LONGEST = 100;

function firstLine(message: string): string {
  const [line = ""] = message.split("\n");
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

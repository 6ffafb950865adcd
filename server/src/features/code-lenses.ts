import { lineIndex } from "../base/line-index.ts";
import type { World, WorldReason } from "../base/world.ts";
import type { Node, ProjectSnapshot } from "../project/snapshot.ts";
import type { RunRecord } from "../protocol/history.ts";
import { dbtInWords, type EngineFacts, engineOf, type NodeEngine } from "./engine-of.ts";
import { nextRun } from "./next-run.ts";
import { outgrown } from "./outgrown.ts";
import { ageInWords, durationInWords, rowsInWords, WORLD_TITLES } from "./words.ts";

/** A line above the model: what it says, and what a click does. */
export interface CodeLens {
  readonly title: string;
  readonly action: LensAction;
  /** Shown on hover, where the editor can. */
  readonly tooltip?: string;
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
  /** The last one that succeeded. */
  readonly built: RunRecord | undefined;
  readonly now: number;
  readonly engine: EngineFacts;
}

export interface RunningModel {
  /** Unknown until the runner has looked. */
  readonly world: World | undefined;
  readonly strategy: string | null;
  /** The engine has begun with the model, though it may not have said in which world. */
  readonly isBegun: boolean;
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
  const engine = engineOf(snapshot, node, context.engine);
  // One that wants a dbt says what is missing when it is clicked; in a tooltip alone it would be missed.
  const isOffered = engine.kind !== "none" || (engine.wantsDbt && snapshot.environment.target.type !== "duckdb");
  if (!context.trusted || !isOffered) return [compiled];
  if (context.running) return [...runningLenses(context.running), compiled];
  const outcome = outcomeLenses(context, failedLine(snapshot, node));
  return [...runLenses(snapshot, node, engine), ...refreshLens(snapshot, node, context.built), compiled, ...outcome];
}

function runningLenses({ world, strategy, isBegun }: RunningModel): readonly CodeLens[] {
  const doing = world === "incremental" ? (DOING[strategy ?? ""] ?? "loading…") : "building…";
  return [
    { title: world === undefined ? (isBegun ? "running…" : "starting…") : doing, action: { kind: "none" } },
    { title: "Cancel", action: { kind: "cancel" } },
  ];
}

const DOING: Readonly<Record<string, string>> = {
  merge: "merging…",
  append: "appending…",
  "delete+insert": "deleting and inserting…",
};

function runLenses(snapshot: ProjectSnapshot, node: Node, engine: NodeEngine): readonly CodeLens[] {
  const { world, why, target } = nextRun(snapshot, node, "incremental");
  const action: LensAction = { kind: "run", world: "incremental" };
  const tooltip = engine.kind === "dbt" ? dbtInWords(snapshot, node, engine) : undefined;
  const told = tooltip === undefined ? {} : { tooltip };
  const remarks = engine.kind === "native" ? [] : ["dbt"];
  const runTitle = (...more: readonly string[]) => {
    const all = [...remarks, ...more];
    return all.length === 0 ? "Run incremental" : `Run incremental (${all.join(", ")})`;
  };
  if (target === "missing") return [{ title: runTitle("first run: builds the whole table"), action, ...told }];
  const forced = node.facts.config.full_refresh;
  const run = {
    title: world === "full-refresh" && why ? runTitle(`full refresh: ${REASONS[why]}`) : runTitle(),
    action,
  };
  // A model that decides by itself has nothing to choose.
  if (forced === true) return [{ ...run, ...told }];
  const full: CodeLens = { title: "Run full refresh", action: { kind: "run", world: "full-refresh" }, ...told };
  return forced === false ? [{ ...run, ...told }] : [{ ...run, ...told }, full];
}

/** Why the table that stands there should be built anew; a run that builds it anew anyway needs no telling. */
function refreshLens(snapshot: ProjectSnapshot, node: Node, built: RunRecord | undefined): readonly CodeLens[] {
  const why =
    built && nextRun(snapshot, node, "incremental").world !== "full-refresh" && outgrown(snapshot, node, built);
  if (!why || node.facts.config.full_refresh === false) return [];
  return [{ title: `needs a full refresh: ${why}`, action: { kind: "run", world: "full-refresh" } }];
}

const REASONS: Readonly<Record<WorldReason, string>> = {
  "target-missing": "target is missing",
  "target-is-view": "target is a view",
  "no-table": "there was no table",
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

import type { World } from "../base/world.ts";
import type { RunningModel } from "../features/code-lenses.ts";
import type { Node, ProjectSnapshot } from "../project/snapshot.ts";
import type { Outcome, RunEvent } from "../protocol/events.ts";
import type { RunResult } from "../protocol/lsp.ts";
import type { OpenProject } from "./open-project.ts";
import { placeOf } from "./run-failures.ts";
import type { RunnerClient } from "./runner-client.ts";

export interface RunsOptions {
  readonly runner: RunnerClient;
  readonly onEvent: (uri: string, event: RunEvent) => void;
  /** Something that a lens shows is another now. */
  readonly onProgress: (project: OpenProject) => void;
  /** A run is over, its failures are in the project. */
  readonly onEnd: (project: OpenProject) => Promise<void>;
}

export interface RunWish {
  readonly project: OpenProject;
  readonly node: Node;
  readonly uri: string;
  readonly world: World;
  /** What is built besides, by name: parents, models downstream. */
  readonly others: readonly string[];
}

interface InFlight {
  readonly abort: AbortController;
  model: RunningModel;
}

/** The runs in flight: at most one of a model, and what each of them is doing. */
export class Runs {
  readonly #options: RunsOptions;
  readonly #inFlight = new Map<string, InFlight>();

  constructor(options: RunsOptions) {
    this.#options = options;
  }

  running(project: OpenProject, uniqueId: string): RunningModel | undefined {
    return this.#inFlight.get(keyOf(project, uniqueId))?.model;
  }

  cancel(project: OpenProject, uniqueId: string): void {
    this.#inFlight.get(keyOf(project, uniqueId))?.abort.abort();
  }

  cancelAll(): void {
    for (const { abort } of this.#inFlight.values()) abort.abort();
  }

  /** Runs a model and answers when it is over; the answer is an outcome, whatever happened. */
  async run(wish: RunWish): Promise<RunResult> {
    const { project, node } = wish;
    const key = keyOf(project, node.uniqueId);
    if (this.#inFlight.has(key)) return resultOf(node, "", failed(`${node.name} is running already.`));
    const run: InFlight = { abort: new AbortController(), model: { world: undefined, strategy: null, isBegun: false } };
    this.#inFlight.set(key, run);
    this.#options.onProgress(project);
    try {
      return await this.#follow(wish, run);
    } finally {
      this.#inFlight.delete(key);
      await this.#options.onEnd(project);
    }
  }

  async #follow({ project, node, uri, world, others }: RunWish, run: InFlight): Promise<RunResult> {
    const { onEvent, onProgress, runner } = this.#options;
    const before = project.snapshot;
    let runId = "";
    let own: Outcome | undefined;
    const take = (event: RunEvent) => {
      onEvent(uri, event);
      if (event.kind === "run-started") runId = event.runId;
      if (event.kind === "planned" && event.uniqueId === node.uniqueId) {
        run.model = { world: event.world ?? undefined, strategy: event.strategy, isBegun: false };
        onProgress(project);
      }
      if (event.kind === "started" && event.uniqueId === node.uniqueId) {
        run.model = { ...run.model, isBegun: true };
        onProgress(project);
      }
      if (event.kind !== "finished") return;
      if (event.uniqueId === node.uniqueId) own = event;
      if (before) remember(project, before, event);
    };
    const request = { ...project.runnerRequest, select: [...others, node.name], world };
    const answer = await runner.run(request, take, run.abort.signal);
    const outcome = own ?? (answer.ok ? withoutOutcome(answer.value.status, answer.value.failure) : died(answer.error));
    // A panel that waits for the end must not wait for a runner that is gone.
    if (!answer.ok) onEvent(uri, ended(runId, outcome));
    return resultOf(node, runId, outcome);
  }
}

const keyOf = ({ root }: OpenProject, uniqueId: string) => `${root}\n${uniqueId}`;

const resultOf = ({ name }: Node, runId: string, outcome: Outcome): RunResult => ({ outcome, runId, name });

/** Files the failure of a node under the text that ran; a success takes an earlier one away. */
function remember(
  project: OpenProject,
  before: ProjectSnapshot,
  { uniqueId, status, message, at }: Outcome & { readonly uniqueId: string },
): void {
  if (status === "skipped" || status === "cancelled") return;
  const text = before.nodes.get(uniqueId)?.file?.text;
  const isFailure = status === "error" && text !== undefined;
  const failure = isFailure
    ? { message: message ?? "The run failed.", at: at ? placeOf(before, at) : undefined, text }
    : undefined;
  project.apply([{ kind: "run", uniqueId, failure }]);
}

function withoutOutcome(status: "ok" | "error" | "cancelled", failure: string | null): Outcome {
  if (status === "cancelled") return { ...NOTHING, status: "cancelled", message: null };
  return failed(failure ?? "The runner ran nothing.");
}

function died({ kind, message }: { readonly kind: string; readonly message: string }): Outcome {
  return kind === "cancelled" ? { ...NOTHING, status: "cancelled", message: null } : failed(message);
}

const NOTHING = { world: null, why: null, rows: null, ms: 0, at: null } as const;

const failed = (message: string): Outcome => ({ ...NOTHING, status: "error", message });

function ended(runId: string, { status }: Outcome): RunEvent {
  const isError = status === "error";
  return {
    kind: "run-finished",
    runId,
    status: isError ? "error" : "cancelled",
    ok: 0,
    failed: isError ? 1 : 0,
    skipped: 0,
    ms: 0,
  };
}

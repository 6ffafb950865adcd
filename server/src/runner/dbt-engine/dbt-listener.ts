import type { World } from "../../base/world.ts";
import type { Node, ProjectSnapshot } from "../../project/snapshot.ts";
import type { Outcome, RunEvent } from "../../protocol/events.ts";
import type { OrderedNode } from "../order.ts";
import type { DbtEnd } from "./dbt-process.ts";
import { blamedFile, plainMessage } from "./error-message.ts";
import { type LogLine, type NodeResult, readLogLine } from "./log-line.ts";
import { nodeOutcome } from "./node-outcome.ts";

/** What a run listens for. */
export interface ListenerOptions {
  readonly snapshot: ProjectSnapshot;
  readonly asked: World;
  /** Every node of the run, parents first. */
  readonly order: readonly ListenedNode[];
  /** Takes secrets out of a text. */
  readonly blot: (text: string) => string;
  /** Aborted when the run was cancelled. */
  readonly signal: AbortSignal;
}

export type ListenedNode = OrderedNode & { readonly node: Node };

/** How much of what is no log line is kept: the last words of a dbt that failed before it could log. */
const TAIL = 2_000;

/** Follows the log of one dbt: which nodes it has begun and finished, and what it said beside that. */
export class DbtListener {
  readonly #options: ListenerOptions;
  readonly #nodes: ReadonlyMap<string, ListenedNode>;
  readonly #statuses = new Map<string, Outcome["status"]>();
  /** Starts of each node that have no end yet. */
  readonly #open = new Map<string, number>();
  /** Ends of each node's batches. */
  readonly #batches = new Map<string, NodeResult[]>();
  readonly #statements = new Map<string, string[]>();
  readonly #complaints = new Map<string, string>();
  #failure = "";
  #warning = "";
  #noise = "";

  constructor(options: ListenerOptions) {
    this.#options = options;
    this.#nodes = new Map(options.order.map((it) => [it.id, it]));
  }

  /** How each node ended, as far as dbt has told. */
  get statuses(): ReadonlyMap<string, Outcome["status"]> {
    return this.#statuses;
  }

  /** Takes a line of dbt's output; one that is no log line is kept for the case that nothing else explains the end. */
  *hear(text: string): Generator<RunEvent> {
    const line = readLogLine(text);
    if (line) yield* this.#take(line);
    else this.#noise = `${this.#noise}${text}\n`.slice(-TAIL);
  }

  *#take(line: LogLine): Generator<RunEvent> {
    const { blot } = this.#options;
    switch (line.kind) {
      case "started":
        yield* this.#start(line.uniqueId);
        return;
      case "statement": {
        const sql = blot(line.sql);
        const all = this.#statements.get(line.uniqueId) ?? [];
        this.#statements.set(line.uniqueId, all);
        all.push(sql);
        yield { kind: "statement", uniqueId: line.uniqueId, sql };
        return;
      }
      case "finished":
        yield* this.#end(line.uniqueId, { ...line, message: blot(line.message) });
        return;
      case "error":
        if (line.uniqueId === "") this.#failure ||= blot(line.message);
        else if (!this.#complaints.has(line.uniqueId)) this.#complaints.set(line.uniqueId, blot(line.message));
        return;
      case "warning":
        this.#warning = blot(line.message);
        return;
    }
  }

  *#start(id: string): Generator<RunEvent> {
    if (!this.#nodes.has(id)) return;
    const open = this.#open.get(id);
    this.#open.set(id, (open ?? 0) + 1);
    if (open === undefined) yield { kind: "started", uniqueId: id };
  }

  /** Every batch of a microbatch model begins and ends under the model's id, between the model's own begin and end. */
  *#end(id: string, result: NodeResult): Generator<RunEvent> {
    const ended = this.#nodes.get(id);
    if (!ended || this.#statuses.has(id)) return;
    const open = (this.#open.get(id) ?? 1) - 1;
    this.#open.set(id, open);
    if (open <= 0) {
      yield* this.#finish(ended, this.#outcomeOf(ended, result));
      return;
    }
    this.#batches.set(id, [...(this.#batches.get(id) ?? []), result]);
  }

  #outcomeOf({ id, node }: ListenedNode, result: NodeResult): Outcome {
    const { snapshot, asked, signal } = this.#options;
    const told = {
      statements: this.#statements.get(id) ?? [],
      complaint: this.#complaints.get(id) ?? "",
      batches: this.#batches.get(id) ?? [],
    };
    const outcome = nodeOutcome(snapshot, node, { asked, result, told });
    // dbt counts what was interrupted as failed.
    if (!signal.aborted || outcome.status !== "error") return outcome;
    return { ...outcome, status: "cancelled", message: `Cancelled while it ran. ${UNCERTAIN}`, at: null };
  }

  *#finish({ id, ancestors }: ListenedNode, outcome: Outcome): Generator<RunEvent> {
    this.#statuses.set(id, outcome.status);
    const isSkipped = outcome.status === "skipped";
    const culprit = isSkipped ? [...ancestors].find((it) => this.#statuses.get(it) === "error") : undefined;
    const name = culprit === undefined ? undefined : this.#nodes.get(culprit)?.node.name;
    const message = name === undefined ? outcome.message : `depends on ${name}, which failed`;
    yield { kind: "finished", uniqueId: id, ...outcome, message };
  }

  /** Nodes of which dbt has told no end: cancelled, blamed for what kept dbt from running, or cut off with it. */
  *leftOver(end: DbtEnd): Generator<RunEvent> {
    const blamed = blamedFile(this.#failure);
    for (const left of this.#options.order) {
      const { id, node } = left;
      if (this.#statuses.has(id)) continue;
      const isBegun = this.#open.has(id);
      if (this.#options.signal.aborted) {
        const message = isBegun ? `Cancelled while it ran. ${UNCERTAIN}` : "Cancelled before it began.";
        yield* this.#finish(left, { ...NOTHING, status: "cancelled", message });
      } else if (isBegun || blamed === node.path) {
        const message = this.#failure || `dbt ended (${manner(end)}) while ${node.name} ran. ${UNCERTAIN}`;
        yield* this.#finish(left, this.#outcomeOf(left, { status: "error", message, ms: 0, response: {} }));
      }
    }
  }

  /** Why the run as a whole went wrong beside the failures of its nodes; null when it didn't. */
  failureOf(end: DbtEnd): string | null {
    if (end.kind === "not-started") return `dbt could not be started: ${end.message}`;
    if ([...this.#statuses.values()].includes("error")) return null;
    if (end.code !== 0) {
      return (
        plainMessage(this.#failure) || `dbt ended (${manner(end)}) before the run did. ${this.#lastWords(end.stderr)}`
      );
    }
    return this.#statuses.size > 0 ? null : `dbt found nothing to run. ${plainMessage(this.#warning)}`.trim();
  }

  #lastWords(stderr: string): string {
    const said = plainMessage(this.#options.blot(stderr.trim() || this.#noise.trim()));
    return said === "" ? "It said nothing." : `It said: ${said}`;
  }
}

const NOTHING = { world: null, why: null, rows: null, ms: 0, at: null } as const;
const UNCERTAIN = "Whether its last statement was completed only the warehouse can tell.";

function manner(end: DbtEnd): string {
  if (end.kind === "not-started") return "not started";
  return end.signal ?? `exit code ${end.code}`;
}

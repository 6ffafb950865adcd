import { assertNever } from "../base/never.ts";
import type { Node } from "../project/snapshot.ts";
import type {
  FromRunner,
  InspectAnswer,
  InspectRequest,
  RunAnswer,
  RunnerAnswer,
  RunRequest,
  StatementsAnswer,
  StatementsRequest,
  ToRunner,
} from "../protocol/runner.ts";
import type { EngineWish } from "../runner/choose-engine.ts";
import { inspectTarget } from "../runner/inspect.ts";
import { openProject } from "../runner/open-project.ts";
import { presentFailure } from "../runner/present-failure.ts";
import { chosenNodes, rehearseNodes, runNodes } from "../runner/run.ts";
import { engineAgain, homeOf } from "./engine-flags.ts";
import { shellWord } from "./open.ts";
import { VERSION } from "./version.ts";
import { watermarkColumn } from "./watermark-column.ts";

type Env = { readonly [name: string]: string };
type Send = (message: FromRunner) => void;

/** The wire to the editor's server. */
export interface Channel {
  send(message: FromRunner): void;
  onMessage(listener: (message: ToRunner) => void): void;
  onHangUp(listener: () => void): void;
}

/** Node's IPC channel of a forked process. */
export const ipc: Channel = {
  send: (message) => void process.send?.(message),
  onMessage: (listener) => void process.on("message", (message: ToRunner) => listener(message)),
  onHangUp: (listener) => void process.once("disconnect", listener),
};

/**
 * Answers an editor's requests until it hangs up, one after the other: a DuckDB file has one writer,
 * and the process stands in one project's folder at a time.
 */
export async function serve(env: Env, channel: Channel): Promise<void> {
  const send: Send = (message) => channel.send(message);
  const cancels = new Map<number, AbortController>();
  let queue: Promise<void> = Promise.resolve();

  const enqueue = (id: number, cancelled: RunnerAnswer, answer: (signal: AbortSignal) => Promise<FromRunner>) => {
    const abort = new AbortController();
    cancels.set(id, abort);
    let waits = true;
    // Who gave up waiting must not be kept until the run before is over: an editor kills a runner that doesn't answer.
    abort.signal.addEventListener("abort", () => {
      if (waits) send({ kind: "answer", id, answer: cancelled });
    });
    queue = queue.then(async () => {
      if (abort.signal.aborted) return void cancels.delete(id);
      waits = false;
      // The one place where a bug of ours is caught: the request ends, and the next one is served.
      const message = await answer(abort.signal).catch((bug: unknown): FromRunner => {
        const text = bug instanceof Error ? (bug.stack ?? bug.message) : String(bug);
        send({ kind: "log", level: "error", message: text });
        return {
          kind: "answer",
          id,
          answer: { kind: "run", status: "error", failure: `The runner failed: ${String(bug)}` },
        };
      });
      cancels.delete(id);
      send(message);
    });
  };

  await new Promise<void>((hangUp) => {
    channel.onHangUp(hangUp);
    channel.onMessage((message) => {
      switch (message.kind) {
        case "run":
          enqueue(message.id, { kind: "run", status: "cancelled", failure: null }, (signal) =>
            run(message, { env, send, signal }),
          );
          return;
        case "statements":
          enqueue(message.id, { ...NO_STATEMENTS, reason: "Cancelled." }, (signal) =>
            statements(message, { env, signal }),
          );
          return;
        case "inspect":
          enqueue(message.id, unseen("Cancelled."), (signal) => inspect(message, { env, signal }));
          return;
        case "cancel":
          cancels.get(message.id)?.abort();
          return;
        case "shutdown":
          hangUp();
          return;
        default:
          assertNever(message);
      }
    });
    send({ kind: "ready", version: VERSION });
  });
  for (const abort of cancels.values()) abort.abort();
  await queue;
}

interface Context {
  readonly env: Env;
  readonly signal: AbortSignal;
}

async function run(
  { id, request }: { readonly id: number; readonly request: RunRequest },
  { env, send, signal }: Context & { readonly send: Send },
): Promise<FromRunner> {
  const answer = (status: RunAnswer["status"], failure: string | null): FromRunner => {
    return { kind: "answer", id, answer: { kind: "run", status, failure } };
  };
  const project = await openProject({ ...request, env });
  if (!project.ok) return answer("error", project.error);
  process.chdir(request.root);
  const { select, world } = request;
  const ids = chosenNodes(project.value, { select, exclude: [], resources: ["model", "seed"] });
  if (!ids.ok) return answer("error", ids.error);

  const watermarkOf = (node: Node) => watermarkColumn(project.value, node);
  const warn = (message: string) => send({ kind: "log", level: "warn", message });
  const wish = {
    ids: ids.value,
    world,
    command: commandLine(request),
    warn,
    watermarkOf,
    engine: engineOf(request, env),
  };
  const events = runNodes(project.value, wish, signal);
  let next = await events.next();
  while (!next.done) {
    send({ kind: "event", id, event: next.value });
    next = await events.next();
  }
  const { status, failure } = next.value;
  return answer(status, failure ? presentFailure(failure) : null);
}

async function inspect(
  { id, request }: { readonly id: number; readonly request: InspectRequest },
  { env, signal }: Context,
): Promise<FromRunner> {
  const project = await openProject({ ...request, env });
  if (!project.ok) {
    return { kind: "answer", id, answer: unseen(project.error) };
  }
  process.chdir(request.root);
  return { kind: "answer", id, answer: await inspectTarget(project.value, engineOf(request, env), signal) };
}

async function statements(
  { id, request }: { readonly id: number; readonly request: StatementsRequest },
  { env, signal }: Context,
): Promise<FromRunner> {
  const found: Writable<StatementsAnswer> = { ...NO_STATEMENTS };
  const sent: string[] = [];
  const answer = (reason: string | null): FromRunner => {
    return { kind: "answer", id, answer: { ...found, statements: sent, reason: reason ?? found.reason } };
  };
  const project = await openProject({ ...request, env });
  if (!project.ok) return answer(project.error);
  process.chdir(request.root);

  const wish = { ids: [request.uniqueId], world: request.world, stamp: STEADY_STAMP };
  const events = rehearseNodes(project.value, wish, signal);
  let next = await events.next();
  while (!next.done) {
    const event = next.value;
    if (event.kind === "run-started") found.engine = event.engine;
    if (event.kind === "statement") sent.push(event.sql);
    if (event.kind === "finished") Object.assign(found, { world: event.world, why: event.why, reason: event.message });
    next = await events.next();
  }
  const { failure } = next.value;
  return answer(failure && presentFailure(failure));
}

function unseen(reason: string): InspectAnswer {
  return { kind: "inspect", relations: null, database: "", schemas: [], reason, dbt: null };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const NO_STATEMENTS: StatementsAnswer = {
  kind: "statements",
  world: null,
  why: null,
  statements: [],
  engine: "",
  reason: null,
};

/** In place of a run's moment, so that asking again about the same text gives the same statements. */
const STEADY_STAMP = "0".repeat(17);

function engineOf({ engine, target, profilesDir, vars }: RunRequest | InspectRequest, env: Env): EngineWish {
  return { ...engine, flags: { target, profilesDir, vars }, env, home: homeOf(env) };
}

function commandLine({ select, world, target, profilesDir, vars, engine }: RunRequest): string {
  const flag = (name: string, value: string | null) => (value === null ? "" : ` --${name} ${shellWord(value)}`);
  const full = world === "full-refresh" ? " --full-refresh" : "";
  const seeds = select.length > 1 ? " --seeds" : "";
  const chosen = select.map((it) => ` --select ${shellWord(it)}`).join("");
  return `highwater run${chosen}${full}${seeds}${engineAgain({ engine: engine.choice, "dbt-path": engine.dbtPath ?? undefined })}${flag("target", target)}${flag("profiles-dir", profilesDir)}${flag("vars", vars)}`;
}

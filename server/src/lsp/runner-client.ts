import type { ChildProcess } from "node:child_process";
import type { Log } from "../base/log.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { RunEvent } from "../protocol/events.ts";
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

/** Why the runner gave no answer: a sentence with the next step. */
export interface RunnerFailure {
  readonly kind: "cancelled" | "died" | "gave-up";
  readonly message: string;
}

export interface RunnerOptions {
  readonly fork: () => ChildProcess;
  readonly log: Log;
  /** From asking to cancel until the process is killed. */
  readonly graceMs: number;
  /** A runner with nothing to do for so long is ended: it holds memory, not state. */
  readonly idleMs: number;
  /** Wait before the first restart; doubled for each further one. */
  readonly backOffMs: number;
}

interface Pending {
  readonly onEvent: (event: RunEvent) => void;
  readonly settle: (result: Result<RunnerAnswer, RunnerFailure>) => void;
}

const STRIKES = 3;
const TAIL = 2_000;

/**
 * Supervises the runner process: forked on first need, restarted with back-off, given up after
 * three deaths in a row. The server never dies with it, and a request always ends.
 */
export class RunnerClient {
  readonly #options: RunnerOptions;
  #child: ChildProcess | undefined;
  #starting: Promise<ChildProcess> | undefined;
  #strikes = 0;
  #nextId = 1;
  #stderr = "";
  #idle: NodeJS.Timeout | undefined;
  readonly #pending = new Map<number, Pending>();

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  run(request: RunRequest, onEvent: (event: RunEvent) => void, signal: AbortSignal) {
    return this.#ask<RunAnswer>((id) => ({ kind: "run", id, request }), onEvent, signal);
  }

  inspect(request: InspectRequest, signal: AbortSignal) {
    return this.#ask<InspectAnswer>(
      (id) => ({ kind: "inspect", id, request }),
      () => undefined,
      signal,
    );
  }

  statements(request: StatementsRequest, signal: AbortSignal) {
    return this.#ask<StatementsAnswer>(
      (id) => ({ kind: "statements", id, request }),
      () => undefined,
      signal,
    );
  }

  /** Forgets earlier deaths, so that the next request starts a runner again. */
  forgive(): void {
    this.#strikes = 0;
  }

  dispose(): void {
    clearTimeout(this.#idle);
    this.#strikes = STRIKES;
    this.#child?.kill();
  }

  async #ask<A extends RunnerAnswer>(
    message: (id: number) => ToRunner,
    onEvent: (event: RunEvent) => void,
    signal: AbortSignal,
  ): Promise<Result<A, RunnerFailure>> {
    if (this.#strikes >= STRIKES) return err(gaveUp());
    clearTimeout(this.#idle);
    const child = await this.#running();
    if (signal.aborted) return err(cancelled());
    const id = this.#nextId++;
    return new Promise((resolve) => {
      let killing: NodeJS.Timeout | undefined;
      let engineMs = 0;
      const cancel = () => {
        send(child, { kind: "cancel", id });
        killing = setTimeout(() => child.kill("SIGKILL"), this.#options.graceMs + engineMs);
      };
      signal.addEventListener("abort", cancel, { once: true });
      this.#pending.set(id, {
        onEvent(event) {
          if (event.kind === "run-started") engineMs = event.stopsWithinMs ?? 0;
          onEvent(event);
        },
        settle: (result) => {
          clearTimeout(killing);
          signal.removeEventListener("abort", cancel);
          this.#pending.delete(id);
          this.#restWhenIdle();
          resolve((!result.ok && signal.aborted ? err(cancelled()) : result) as Result<A, RunnerFailure>);
        },
      });
      if (child.connected) send(child, message(id));
      else this.#pending.get(id)?.settle(err(this.#died(child)));
    });
  }

  #running(): Promise<ChildProcess> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  async #start(): Promise<ChildProcess> {
    if (this.#strikes > 0) {
      await new Promise((resume) => setTimeout(resume, this.#options.backOffMs * 2 ** (this.#strikes - 1)));
    }
    const child = this.#options.fork();
    this.#child = child;
    this.#stderr = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-TAIL);
      this.#options.log("debug", `runner: ${text.trimEnd()}`);
    });
    child.stdout?.resume();
    child.on("message", (message: FromRunner) => this.#receive(message));
    child.on("error", (error) => this.#options.log("error", `runner: ${error.message}`));
    child.on("close", () => this.#closed(child));
    return child;
  }

  #receive(message: FromRunner): void {
    switch (message.kind) {
      case "event":
        this.#pending.get(message.id)?.onEvent(message.event);
        break;
      case "answer":
        // A runner that only ever survives looking at the target is no better for it.
        if (message.answer.kind === "run") this.#strikes = 0;
        this.#pending.get(message.id)?.settle(ok(message.answer));
        break;
      case "log":
        this.#options.log(message.level, `runner: ${message.message}`);
        break;
      case "ready":
        this.#options.log("debug", `runner ${message.version} is ready`);
    }
  }

  #closed(child: ChildProcess): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    this.#starting = undefined;
    if (this.#pending.size > 0) this.#strikes++;
    const failure = err(this.#died(child));
    for (const pending of [...this.#pending.values()]) pending.settle(failure);
  }

  #restWhenIdle(): void {
    if (this.#pending.size > 0) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#rest(), this.#options.idleMs);
    this.#idle.unref();
  }

  /** The next request starts a new process, even while this one is still leaving. */
  #rest(): void {
    const child = this.#child;
    this.#child = undefined;
    this.#starting = undefined;
    if (child?.connected) send(child, { kind: "shutdown" });
  }

  #died({ exitCode, signalCode }: ChildProcess): RunnerFailure {
    const how = signalCode ?? `exit code ${exitCode}`;
    const tail = this.#stderr.trim();
    const said = tail === "" ? "It said nothing." : `It said: ${tail}`;
    return { kind: "died", message: `The runner ended before the run did (${how}). ${said}` };
  }
}

const send = (child: ChildProcess, message: ToRunner) => void child.send(message);

function cancelled(): RunnerFailure {
  return { kind: "cancelled", message: "Cancelled." };
}

function gaveUp(): RunnerFailure {
  const message = `The runner stopped ${STRIKES} times in a row. See the log for why, then restart the language server.`;
  return { kind: "gave-up", message };
}

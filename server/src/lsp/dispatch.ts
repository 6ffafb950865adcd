import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver/node";
import type { Log } from "../base/log.ts";
import { problemOfParams } from "../protocol/params.ts";
import { drive, isGenerator } from "./slices.ts";

/** What a request about a file is answered from: one revision of the file's project. */
export interface Handler<C, P, R> {
  readonly method: string;
  /** The answer for a file of no project, and when a bug kept us from answering. */
  readonly empty: R;
  /** Pure and synchronous; long answers are generators that `yield` wherever it is safe to stop. */
  answer(context: C, params: P): R | Generator<void, R>;
}

/** A request that waits for something outside: a run, an inspection. */
export interface SlowHandler<S, P, R> {
  readonly method: string;
  readonly empty: R;
  answer(server: S, params: P, token: CancellationToken): Promise<R>;
}

export interface Dispatcher<C> {
  /** The context of a file once its project is loaded; undefined for a file of no project. */
  contextOf(uri: string): Promise<C | undefined>;
  readonly log: Log;
}

/**
 * The only place where requests meet state: refuses parameters of a wrong shape, takes the snapshot,
 * honours cancellation, logs one line, and keeps a bug in one feature from taking the server down.
 */
export function register<C, P, R>(connection: Connection, server: Dispatcher<C>, handler: Handler<C, P, R>): void {
  connection.onRequest(handler.method, (params: P, token: CancellationToken) =>
    guarded(server.log, { ...handler, params }, async () => {
      const context = await server.contextOf(uriOf(params));
      if (token.isCancellationRequested) return cancelled();
      if (context === undefined) return handler.empty;
      const answer = handler.answer(context, params);
      if (!isGenerator(answer)) return answer;
      const driven = await drive(answer, () => token.isCancellationRequested);
      return driven.done ? driven.value : cancelled();
    }),
  );
}

/** As `register`, for requests that may take as long as they need. */
export function registerSlow<S extends { readonly log: Log }, P, R>(
  connection: Connection,
  server: S,
  handler: SlowHandler<S, P, R>,
): void {
  connection.onRequest(handler.method, (params: P, token: CancellationToken) =>
    guarded(server.log, { ...handler, params }, () => handler.answer(server, params, token)),
  );
}

async function guarded<R>(
  log: Log,
  { method, empty, params }: { readonly method: string; readonly empty: R; readonly params: unknown },
  answer: () => Promise<R | ResponseError>,
): Promise<R | ResponseError> {
  const problem = problemOfParams(method, params);
  if (problem !== undefined) return new ResponseError(ErrorCodes.InvalidParams, problem);
  const started = performance.now();
  try {
    return await answer();
  } catch (error) {
    log("error", `bug in ${method}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return empty;
  } finally {
    log("debug", `${method} ${(performance.now() - started).toFixed(1)} ms`);
  }
}

function cancelled(): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
}

function uriOf(params: unknown): string {
  const { uri, textDocument } = params as { readonly uri?: string; readonly textDocument?: { readonly uri: string } };
  return textDocument?.uri ?? uri ?? "";
}

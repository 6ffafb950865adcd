import {
  type CancellationToken,
  type Connection,
  DiagnosticRefreshRequest,
  type DocumentDiagnosticReport,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver/node";
import type { DiagnosticSink, FileReport } from "./diagnostics.ts";
import { unanswered } from "./session.ts";

type Report = (partial: WorkspaceDiagnosticReport) => void;

/**
 * For clients that ask: open files are answered when they ask, with "unchanged" where it is so.
 *
 * The request for the whole workspace is kept open and fed as findings come and go; when an open
 * file changes through no edit of its own, the client is told to ask again.
 */
export class PullDiagnostics implements DiagnosticSink {
  readonly #connection: Connection;
  /** Of files that have diagnostics, as the lane last saw them. */
  readonly #known = new Map<string, FileReport>();
  readonly #pulled = new Map<string, string>();
  readonly #sent = new Map<string, string>();
  #stream: Report | undefined;
  #mustAskAgain = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  edited(): void {
    // The client asks by itself after each of its own edits.
  }

  found(report: FileReport): void {
    if (report.diagnostics.length > 0) this.#known.set(report.uri, report);
    else this.#known.delete(report.uri);
    const pulled = this.#pulled.get(report.uri);
    if (pulled !== undefined && pulled !== report.id) this.#mustAskAgain = true;
  }

  settled(): void {
    this.#feed();
    if (!this.#mustAskAgain) return;
    this.#mustAskAgain = false;
    unanswered(this.#connection.sendRequest(DiagnosticRefreshRequest.type));
  }

  closed(uri: string): void {
    this.#pulled.delete(uri);
    this.#sent.delete(uri);
  }

  /** The answer to `textDocument/diagnostic`. */
  pull(report: FileReport, previous: string | undefined): DocumentDiagnosticReport {
    this.#pulled.set(report.uri, report.id);
    if (report.diagnostics.length > 0) this.#known.set(report.uri, report);
    else this.#known.delete(report.uri);
    if (report.id === previous) return { kind: "unchanged", resultId: report.id };
    return { kind: "full", resultId: report.id, items: [...report.diagnostics] };
  }

  /** `workspace/diagnostic`: lasts until the client cancels it, or until there is something for one that takes no parts. */
  async stream(
    { previousResultIds, partialResultToken }: WorkspaceDiagnosticParams,
    token: CancellationToken,
    report: Report | undefined,
  ): Promise<WorkspaceDiagnosticReport> {
    this.#sent.clear();
    for (const { uri, value } of previousResultIds) this.#sent.set(uri, value);
    return new Promise((resolve) => {
      const once = partialResultToken === undefined || report === undefined;
      const feed: Report = once ? resolve : report;
      this.#stream = feed;
      token.onCancellationRequested(() => {
        if (this.#stream === feed) this.#stream = undefined;
        resolve({ items: [] });
      });
      this.#feed();
    });
  }

  #feed(): void {
    if (!this.#stream) return;
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    for (const { uri, version, id, diagnostics } of this.#known.values()) {
      if (this.#sent.get(uri) === id) continue;
      this.#sent.set(uri, id);
      items.push({ kind: "full", uri, version: version ?? null, resultId: id, items: [...diagnostics] });
    }
    for (const uri of this.#sent.keys()) {
      if (this.#known.has(uri)) continue;
      this.#sent.delete(uri);
      items.push({ kind: "full", uri, version: null, items: [] });
    }
    if (items.length > 0) this.#stream({ items });
  }
}

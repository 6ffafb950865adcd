import type { InitializeParams } from "vscode-languageserver/node";
import type { InitializationOptions } from "../protocol/lsp.ts";

/** What the editor at the other end can do, read once. */
export interface ClientFeatures {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesLenses: boolean;
  readonly watchesFiles: boolean;
  readonly hasConfiguration: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescriptions: boolean;
  readonly codeActionLiterals: boolean;
  readonly versionedEdits: boolean;
  /** Our own client: it registers the commands, asks before harm, and shows its own progress. */
  readonly asksBeforeRuns: boolean;
  /** Draws `$(icon)` in titles. */
  readonly drawsIcons: boolean;
  readonly trusted: boolean;
  /** Where a rule's page is, without its id; undefined: the file beside the bundle. */
  readonly rulePages: string | undefined;
}

/** Reads `initialize`. What a client doesn't mention, it can't do; one that knows no trust is trusted, as a terminal is. */
export function clientFeatures({ capabilities, initializationOptions }: InitializeParams): ClientFeatures {
  const options = (initializationOptions ?? {}) as InitializationOptions;
  const { workspace, textDocument } = capabilities;
  const asksBeforeRuns = options.asksBeforeRuns === true;
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    hasConfiguration: workspace?.configuration === true,
    relatedInformation: textDocument?.publishDiagnostics?.relatedInformation === true || asksBeforeRuns,
    codeDescriptions: textDocument?.publishDiagnostics?.codeDescriptionSupport === true || asksBeforeRuns,
    codeActionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    asksBeforeRuns,
    drawsIcons: asksBeforeRuns,
    trusted: options.trusted ?? true,
    rulePages: options.rulePages,
  };
}

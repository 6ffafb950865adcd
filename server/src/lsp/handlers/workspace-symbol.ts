import { SymbolKind, type WorkspaceSymbol, type WorkspaceSymbolParams } from "vscode-languageserver/node";
import { type WorkspaceSymbol as Named, workspaceSymbols } from "../../features/workspace-symbols.ts";
import { toLsp } from "../convert.ts";
import type { SlowHandler } from "../dispatch.ts";
import { fileAt } from "../paths.ts";
import { type Session, uriOf } from "../session.ts";

const KINDS: Readonly<Record<Named["kind"], SymbolKind>> = {
  model: SymbolKind.Class,
  seed: SymbolKind.File,
  snapshot: SymbolKind.Class,
  source: SymbolKind.Namespace,
  macro: SymbolKind.Function,
};

/** Of every project of the workspace that is loaded. */
export const onWorkspaceSymbol: SlowHandler<Session, WorkspaceSymbolParams, WorkspaceSymbol[]> = {
  method: "workspace/symbol",
  empty: [],
  async answer(session, { query }) {
    return session.workspace.projects.flatMap(({ settings, snapshot }) => {
      if (!snapshot || !settings.symbolsEnable) return [];
      return workspaceSymbols(snapshot, query).map(({ name, kind, container, at }) => ({
        name,
        kind: KINDS[kind],
        containerName: container,
        location: { uri: uriOf(session, fileAt(snapshot.root, at.path)), range: toLsp.rangeOf(snapshot, at) },
      }));
    });
  },
};

import type { LspRequests, PlannedStatements } from "../../protocol/lsp.ts";
import type { SlowHandler } from "../dispatch.ts";
import { pathWithin } from "../paths.ts";
import { contextOf, type FileContext, type Session } from "../session.ts";

type Statements = LspRequests["highwater/statements"];

export const onStatements: SlowHandler<Session, Statements["params"], Statements["result"]> = {
  method: "highwater/statements",
  empty: null,
  async answer(session, { uri, world }, token) {
    const context = await contextOf(session, uri);
    const node = context?.snapshot.nodes.at(context.path);
    if (!context || !node) return null;
    if (!session.trust.trusted) return without("Nothing is run in a workspace that is not trusted.");
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    const { runnerRequest } = context.project;
    const request = { ...runnerRequest, uniqueId: node.uniqueId, world, unsaved: unsavedIn(context) };
    const answer = await session.statements(request, abort.signal);
    if (!answer.ok) return without(answer.error.message);
    const { kind: _, ...planned } = answer.value;
    return planned;
  },
};

/** The open documents of the file's project that its snapshot holds. */
function unsavedIn({ session, project, snapshot }: FileContext) {
  return session.documents.all().flatMap(({ file, text }) => {
    const path = pathWithin(project.root, file);
    return path !== undefined && snapshot.files.has(path) ? [{ path, text }] : [];
  });
}

function without(reason: string): PlannedStatements {
  return { world: null, why: null, statements: [], engine: "", reason };
}

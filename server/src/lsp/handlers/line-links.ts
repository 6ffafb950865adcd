import { linesMade, sourceOfLine } from "../../features/line-links.ts";
import type { LspRequests } from "../../protocol/lsp.ts";
import { offsetIn, toLsp } from "../convert.ts";
import type { Handler } from "../dispatch.ts";
import { fileAt, fileOf, pathWithin } from "../paths.ts";
import { type FileContext, uriOf } from "../session.ts";

type LinesMade = LspRequests["highwater/linesMade"];
type SourceOfLine = LspRequests["highwater/sourceOfLine"];

export const onLinesMade: Handler<FileContext, LinesMade["params"], LinesMade["result"]> = {
  method: "highwater/linesMade",
  empty: null,
  answer({ snapshot, path }, { at }) {
    const node = snapshot.nodes.at(path);
    const file = fileOf(at.uri);
    const from = file === undefined ? undefined : pathWithin(snapshot.root, file);
    if (node?.resourceType !== "model" || from === undefined || !snapshot.files.has(from)) return null;
    return linesMade(snapshot, node, { path: from, offset: offsetIn(snapshot, from, at.position) });
  },
};

export const onSourceOfLine: Handler<FileContext, SourceOfLine["params"], SourceOfLine["result"]> = {
  method: "highwater/sourceOfLine",
  empty: null,
  answer({ session, snapshot, path }, { world, line }) {
    const node = snapshot.nodes.at(path);
    const at = node?.resourceType === "model" ? sourceOfLine(snapshot, node, { world, line }) : undefined;
    return at ? { uri: uriOf(session, fileAt(snapshot.root, at.path)), range: toLsp.rangeOf(snapshot, at) } : null;
  },
};

import { lineIndex } from "../../base/line-index.ts";
import { runRecordMarkdown } from "../../features/run-record.ts";
import type { LspRequests, RunRecord } from "../../protocol/lsp.ts";
import type { Handler } from "../dispatch.ts";
import { fileAt } from "../paths.ts";
import { type FileContext, uriOf } from "../session.ts";

type Record = LspRequests["highwater/runRecord"];

export const onRunRecord: Handler<FileContext, Record["params"], Record["result"]> = {
  method: "highwater/runRecord",
  empty: null,
  answer(context) {
    const node = context.snapshot.nodes.at(context.path);
    const last = node && context.session.lastRun(context.project, node.uniqueId);
    if (!last) return null;
    return { name: last.name, markdown: runRecordMarkdown(last), failure: failureOf(context, last.uniqueId) };
  },
};

function failureOf({ session, snapshot }: FileContext, uniqueId: string): RunRecord["failure"] {
  const at = snapshot.runFailures.get(uniqueId)?.at;
  const file = at && snapshot.files.get(at.path);
  if (!at || !file) return null;
  const { line, character } = lineIndex(file).position(at.span.start);
  return { uri: uriOf(session, fileAt(snapshot.root, at.path)), line: line + 1, column: character + 1 };
}

import type { Location, ReferenceParams } from "vscode-languageserver/node";
import { references } from "../../features/references.ts";
import { offsetIn, toLsp } from "../convert.ts";
import type { Handler } from "../dispatch.ts";
import { fileAt } from "../paths.ts";
import { type FileContext, uriOf } from "../session.ts";

export const onReferences: Handler<FileContext, ReferenceParams, Location[]> = {
  method: "textDocument/references",
  empty: [],
  answer({ session, project, snapshot, path }, { position, context }) {
    if (!project.settings.referencesEnable) return [];
    const at = { path, offset: offsetIn(snapshot, path, position) };
    return references(snapshot, at, context.includeDeclaration ? "with-declarations" : "uses-only").map((it) => {
      return { uri: uriOf(session, fileAt(snapshot.root, it.path)), range: toLsp.rangeOf(snapshot, it) };
    });
  },
};

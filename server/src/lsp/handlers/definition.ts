import type { DefinitionParams, Location } from "vscode-languageserver/node";
import { definition } from "../../features/definition.ts";
import { offsetIn, toLsp } from "../convert.ts";
import type { Handler } from "../dispatch.ts";
import { fileAt } from "../paths.ts";
import { type FileContext, uriOf } from "../session.ts";

export const onDefinition: Handler<FileContext, DefinitionParams, Location[]> = {
  method: "textDocument/definition",
  empty: [],
  answer({ session, project, snapshot, path }, { position }) {
    if (!project.settings.definitionEnable) return [];
    const offset = offsetIn(snapshot, path, position);
    return definition(snapshot, { path, offset }).map((it) => {
      return { uri: uriOf(session, fileAt(snapshot.root, it.path)), range: toLsp.rangeOf(snapshot, it) };
    });
  },
};

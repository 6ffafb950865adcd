import type { CodeLens, CodeLensParams, Command } from "vscode-languageserver/node";
import { codeLenses, type LensAction, type CodeLens as ModelLens } from "../../features/code-lenses.ts";
import { COMMANDS } from "../../protocol/lsp.ts";
import type { Handler } from "../dispatch.ts";
import type { FileContext } from "../session.ts";

const TOP = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export const onCodeLens: Handler<FileContext, CodeLensParams, CodeLens[]> = {
  method: "textDocument/codeLens",
  empty: [],
  answer({ session, project, snapshot, path, uri }) {
    if (!project.settings.codeLensEnable) return [];
    const node = snapshot.nodes.at(path);
    const lenses = codeLenses(snapshot, path, {
      trusted: session.trust.trusted,
      running: node && session.runs.running(project, node.uniqueId),
      last: node && session.lastRun(project, node.uniqueId),
      built: node && session.lastBuild(project, node.uniqueId),
      now: Date.now(),
      engine: session.engine(project),
    });
    const runMark = session.features.drawsIcons ? "$(play)\u00a0" : "▷ ";
    const shown = session.features.asksBeforeRuns ? lenses : lenses.flatMap(withoutOurs);
    return shown.map(({ title, action, tooltip }, index) => {
      const isFirstRun = index === 0 && action.kind === "run";
      const command = commandOf(`${isFirstRun ? runMark : ""}${title}`, action, uri);
      return { range: TOP, command: tooltip === undefined ? command : { ...command, tooltip } };
    });
  },
};

/** Another client has no command for what only our own can show: an outcome is then only to be read. */
function withoutOurs(lens: ModelLens): readonly ModelLens[] {
  const { kind } = lens.action;
  if (kind === "compiled-sql") return [];
  return kind === "show-run" || kind === "show-failure" ? [{ title: lens.title, action: { kind: "none" } }] : [lens];
}

function commandOf(title: string, action: LensAction, uri: string): Command {
  switch (action.kind) {
    case "run":
      return {
        title,
        command: action.world === "incremental" ? COMMANDS.runIncremental : COMMANDS.runFullRefresh,
        arguments: [uri],
      };
    case "cancel":
      return { title, command: COMMANDS.cancel, arguments: [uri] };
    case "compiled-sql":
      return { title, command: COMMANDS.compiledSql, arguments: [uri] };
    case "show-run":
      return { title, command: COMMANDS.showRun, arguments: [uri] };
    case "show-failure":
      return { title, command: COMMANDS.showFailure, arguments: [uri] };
    case "none":
      return { title, command: "" };
  }
}

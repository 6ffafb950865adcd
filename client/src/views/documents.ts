import { EventEmitter, type ExtensionContext, Uri, workspace } from "vscode";
import type { World } from "../../../server/src/base/world.ts";
import type { Server } from "../language-client.ts";

const SCHEME = "highwater";

/** A read-only document that holds a model's SQL in one world. */
export const compiledUri = (uri: string, name: string, world: World) =>
  Uri.from({ scheme: SCHEME, authority: world, path: `/${name} (${world}).sql`, query: uri });

/** A read-only document that holds the record of a model's last run. */
export const runRecordUri = (uri: string, name: string) =>
  Uri.from({ scheme: SCHEME, authority: "run", path: `/${name} (last run).md`, query: uri });

/** Serves both from the language server, anew whenever something changed. */
export function registerDocuments(context: ExtensionContext, server: Server): void {
  const changed = new EventEmitter<Uri>();
  const refresh = () => {
    for (const { uri } of workspace.textDocuments) if (uri.scheme === SCHEME) changed.fire(uri);
  };
  server.on("highwater/changed", refresh);
  context.subscriptions.push(
    changed,
    workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      async provideTextDocumentContent({ authority, query }, token) {
        if (authority === "run") {
          return (await server.request("highwater/runRecord", { uri: query }, token))?.markdown ?? "";
        }
        const compiled = await server.request("highwater/compiled", { uri: query }, token);
        return compiled?.worlds[authority as World]?.sql ?? "";
      },
    }),
  );
}

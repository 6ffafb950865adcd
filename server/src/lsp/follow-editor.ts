import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
} from "vscode-languageserver/node";
import { settingsOf } from "./open-session.ts";
import { fileOf } from "./paths.ts";
import { type Session, unanswered } from "./session.ts";
import { type FileEvent, WATCHED, watchedFiles } from "./watched-files.ts";

/** How often the lenses' ages are told anew. */
const AGE_MS = 60_000;

/** Brings what the editor says (documents, files, folders, settings, trust) into the session. Gives what ends it. */
export function followEditor(session: Session, params: InitializeParams): () => void {
  const { connection } = session;
  followDocuments(session);
  followFiles(session);
  followSettings(session);
  connection.onNotification("highwater/trust", (params: { readonly trusted?: unknown } | null) => {
    // Only a clear yes is one.
    session.trust.trusted = params?.trusted === true;
    for (const project of session.workspace.projects) void session.look(project);
    session.refreshLenses();
  });
  const ages = setInterval(() => session.refreshLenses(), AGE_MS);
  ages.unref();
  connection.onInitialized(() => {
    for (const folder of foldersOf(params)) session.workspace.search(folder);
    if (params.capabilities.workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) session.workspace.close(fileOf(uri) ?? uri);
        for (const { uri } of added) session.workspace.search(fileOf(uri) ?? uri);
      });
    }
  });
  return () => clearInterval(ages);
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  const uris = workspaceFolders?.map((it) => it.uri) ?? (rootUri ? [rootUri] : []);
  return uris.flatMap((it) => fileOf(it) ?? []);
}

function followDocuments(session: Session): void {
  const { connection, documents, workspace, pulled } = session;
  connection.onDidOpenTextDocument((params) => {
    const opened = documents.open(params);
    if (!opened) return;
    workspace.documentChanged(opened);
    void workspace.loaded(opened.file).then((project) => project && session.opened(project));
  });
  connection.onDidChangeTextDocument((params) => {
    const changed = documents.change(params);
    if (changed) workspace.documentChanged(changed);
  });
  connection.onDidCloseTextDocument(({ textDocument }) => {
    const closed = documents.close(textDocument.uri);
    pulled?.closed(textDocument.uri);
    if (closed) workspace.documentClosed(closed);
  });
}

const KINDS: Readonly<Record<number, FileEvent["kind"]>> = {
  [FileChangeType.Created]: "created",
  [FileChangeType.Deleted]: "deleted",
};

function followFiles({ connection, features, workspace, log }: Session): void {
  if (!features.watchesFiles) return;
  const take = watchedFiles(workspace, log);
  connection.onDidChangeWatchedFiles(({ changes }) => {
    take(
      changes.flatMap(({ uri, type }) => {
        const file = fileOf(uri);
        return file === undefined ? [] : [{ file, kind: KINDS[type] ?? "changed" }];
      }),
    );
  });
  connection.onInitialized(() => {
    const watchers = [{ globPattern: WATCHED }];
    unanswered(connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
  });
}

function followSettings(session: Session): void {
  const { connection, features, workspace, log } = session;
  connection.onDidChangeConfiguration(async () => {
    for (const project of workspace.projects) {
      await project.configure(await settingsOf(connection, features, project.root));
      void session.look(project);
    }
    log("debug", "the settings were read again");
  });
  connection.onInitialized(() => {
    if (!features.hasConfiguration) return;
    unanswered(connection.client.register(DidChangeConfigurationNotification.type, { section: "highwater" }));
  });
}

import type { DidChangeTextDocumentParams, DidOpenTextDocumentParams } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { fileOf } from "./paths.ts";

/** A document that is open in the editor: its text beats the disk's. */
export interface OpenDocument {
  /** As the editor spells it, so that answers carry the very same. */
  readonly uri: string;
  readonly file: string;
  readonly version: number;
  readonly text: string;
}

/**
 * The open documents by file, kept by incremental text sync.
 *
 * `TextDocument` is changed in place, so only values made of it leave this module.
 */
export class Documents {
  readonly #byUri = new Map<string, TextDocument>();
  readonly #byFile = new Map<string, OpenDocument>();

  open({ textDocument }: DidOpenTextDocumentParams): OpenDocument | undefined {
    const { uri, languageId, version, text } = textDocument;
    return this.#keep(TextDocument.create(uri, languageId, version, text));
  }

  change({ textDocument, contentChanges }: DidChangeTextDocumentParams): OpenDocument | undefined {
    const document = this.#byUri.get(textDocument.uri);
    return document && this.#keep(TextDocument.update(document, contentChanges, textDocument.version));
  }

  close(uri: string): OpenDocument | undefined {
    const closed = this.at(uri);
    this.#byUri.delete(uri);
    if (closed) this.#byFile.delete(closed.file);
    return closed;
  }

  at(uri: string): OpenDocument | undefined {
    const file = fileOf(uri);
    return file === undefined ? undefined : this.#byFile.get(file);
  }

  of(file: string): OpenDocument | undefined {
    return this.#byFile.get(file);
  }

  all(): readonly OpenDocument[] {
    return [...this.#byFile.values()];
  }

  #keep(document: TextDocument): OpenDocument | undefined {
    const file = fileOf(document.uri);
    if (file === undefined) return undefined;
    const open = { uri: document.uri, file, version: document.version, text: document.getText() };
    this.#byUri.set(document.uri, document);
    this.#byFile.set(file, open);
    return open;
  }
}

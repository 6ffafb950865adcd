import { Uri, window } from "vscode";

/** The file that a command is about: what the lens hands over, else the active editor's. */
export function modelUri(argument: unknown): string | undefined {
  if (typeof argument === "string") return argument;
  if (argument instanceof Uri) return argument.toString();
  return window.activeTextEditor?.document.uri.toString();
}

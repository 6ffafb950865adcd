import { window } from "vscode";
import type { Question } from "./question.ts";

/** Asks in a modal, and has the target's name typed where the question wants it. False: the user would rather not. */
export async function ask({ message, detail, accept, typed }: Question): Promise<boolean> {
  const chosen = await window.showWarningMessage(message, { modal: true, detail }, accept);
  if (chosen !== accept) return false;
  if (typed === null) return true;
  const name = await window.showInputBox({
    title: message,
    prompt: `Type ${typed} to go on.`,
    validateInput: (text) => (text === typed ? undefined : `The target's name is ${typed}.`),
  });
  return name === typed;
}

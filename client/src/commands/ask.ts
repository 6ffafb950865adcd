import { window } from "vscode";
import type { Question } from "./question.ts";

/** What the user wants: the model, the models downstream too, or rather not. */
export type Answer = "model" | "downstream" | "nothing";

/** Asks in a modal, and has the target's name typed where the question wants it. */
export async function ask({ message, detail, accept, acceptAll, typed }: Question): Promise<Answer> {
  const buttons = acceptAll === null ? [accept] : [accept, acceptAll];
  const chosen = await window.showWarningMessage(message, { modal: true, detail }, ...buttons);
  if (chosen === undefined) return "nothing";
  const wanted = chosen === acceptAll ? "downstream" : "model";
  if (typed === null) return wanted;
  const name = await window.showInputBox({
    title: message,
    prompt: `Type ${typed} to go on.`,
    validateInput: (text) => (text === typed ? undefined : `The target's name is ${typed}.`),
  });
  return name === typed ? wanted : "nothing";
}

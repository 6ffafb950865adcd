import { isAbsolute, join } from "node:path";
import type { Problem } from "../base/problem.ts";
import { startOf } from "./profiles.ts";
import { readText } from "./read-files.ts";
import type { SourceFile } from "./snapshot.ts";

/** A file of the disk: undefined where there is none. One that can't be read is there, empty, with the reason. */
export interface DiskFile {
  readonly file: SourceFile;
  readonly problem: Problem | undefined;
}

/** Reads the file that a path, as in `Location`, leads to. */
export async function readFileAt(root: string, path: string): Promise<DiskFile | undefined> {
  const answer = await readText(isAbsolute(path) ? path : join(root, path));
  switch (answer.kind) {
    case "absent":
      return undefined;
    case "text":
      return { file: { path, text: answer.text }, problem: undefined };
    case "unreadable": {
      const message = `${path} can't be read: ${answer.reason}.`;
      return { file: { path, text: "" }, problem: { kind: "unreadable", message, at: startOf(path), causes: [] } };
    }
  }
}

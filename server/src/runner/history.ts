import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { err, ok, type Result } from "../base/result.ts";
import { HISTORY_FILE, historyLine, type RunRecord } from "../protocol/history.ts";
import { ownFolder } from "./own-folder.ts";

/**
 * Adds a record to the project's history, or says why it can't: what ran has run all the same.
 *
 * One append of one line, so two writers don't tear each other's records.
 */
export async function remember(root: string, record: RunRecord): Promise<Result<void, string>> {
  const file = join(root, HISTORY_FILE);
  try {
    await ownFolder(root);
    await appendFile(file, historyLine(record));
    return ok(undefined);
  } catch (cause) {
    const { code, path } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    const why = code === "ENOTDIR" ? "its folder is a file" : code;
    return err(`The run is not in the history: ${path ?? file} can't be written (${why}).`);
  }
}

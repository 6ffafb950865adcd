import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { HISTORY_FILE, historyLine, type RunRecord } from "../protocol/history.ts";

/** Adds a record to the project's history. One append of one line, so two writers don't tear each other's records. */
export async function remember(root: string, record: RunRecord): Promise<void> {
  const file = join(root, HISTORY_FILE);
  const folder = dirname(file);
  await mkdir(folder, { recursive: true });
  // Nothing in this folder belongs into the user's repository. `wx`: an existing file stays as it is.
  await writeFile(join(folder, ".gitignore"), "*\n", { flag: "wx" }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "EEXIST") throw cause;
  });
  await appendFile(file, historyLine(record));
}

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The one folder of a project that is written to, made when it is needed. Git is told to leave it out. */
export async function ownFolder(root: string): Promise<string> {
  const folder = join(root, ".highwater");
  await mkdir(folder).catch(unlessThere);
  // `wx`: an existing file stays as it is.
  await writeFile(join(folder, ".gitignore"), "*\n", { flag: "wx" }).catch(unlessThere);
  return folder;
}

function unlessThere(cause: NodeJS.ErrnoException): void {
  if (cause.code !== "EEXIST") throw cause;
}

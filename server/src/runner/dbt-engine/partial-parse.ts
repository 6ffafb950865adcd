import { constants } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ownFolder } from "../own-folder.ts";
import { DBT_FOLDER } from "./dbt-arguments.ts";

const FILE = "partial_parse.msgpack";

/**
 * Gives dbt's first run here what the user's own dbt has parsed already, so that a large project isn't parsed
 * in full once more. dbt checks for itself whether it fits, and parses anew what doesn't.
 */
export async function seedPartialParse(root: string): Promise<void> {
  await ownFolder(root);
  const to = join(root, DBT_FOLDER, FILE);
  await mkdir(dirname(to), { recursive: true });
  await copyFile(join(root, "target", FILE), to, constants.COPYFILE_EXCL).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "ENOENT" && cause.code !== "EEXIST") throw cause;
  });
}

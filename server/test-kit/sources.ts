import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import ts from "typescript";

/** The repository's top folder. */
export const REPOSITORY = join(import.meta.dirname, "..", "..");

/** A TypeScript file of the repository, as the tidy tests read it. */
export interface Source {
  /** From the repository's top folder, with `/`. */
  readonly path: string;
  readonly text: string;
  /** What it imports or exports from, as written. */
  readonly imports: readonly string[];
  readonly isTest: boolean;
}

/** Every TypeScript file that is written by hand. */
export function sources(): readonly Source[] {
  return ["server", "client"]
    .flatMap((folder) =>
      readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: "utf8" }).map(
        (it) => `${folder}/${it.split(sep).join("/")}`,
      ),
    )
    .filter((it) => it.endsWith(".ts") && !it.includes("node_modules/") && !it.includes(".generated."))
    .sort()
    .map((path) => {
      const text = readFileSync(join(REPOSITORY, path), "utf8");
      const imports = ts.preProcessFile(text, true, true).importedFiles.map((it) => it.fileName);
      return { path, text, imports, isTest: path.endsWith(".test.ts") || path.startsWith("client/test/") };
    });
}

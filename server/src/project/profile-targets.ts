import { memo2 } from "../base/memo.ts";
import { parseYaml } from "../yaml/parse.ts";
import { entryOf } from "../yaml/tree.ts";
import { fileName } from "./paths.ts";
import type { Environment, ProjectSnapshot, SourceFile } from "./snapshot.ts";

/** Names of the outputs that the project's profile has, in their order; empty when no profile was read. */
export function profileTargets({ files, environment }: ProjectSnapshot): readonly string[] {
  const path = environment.target.at?.path;
  const file =
    path === undefined ? [...files.values()].find((it) => fileName(it.path) === "profiles.yml") : files.get(path);
  return file ? namesIn(file, environment) : [];
}

const namesIn = memo2((file: SourceFile, { target }: Environment): readonly string[] => {
  const profile = entryOf(parseYaml(file).root, target.profileName);
  const outputs = entryOf(profile?.value, "outputs")?.value;
  return outputs?.kind === "map" ? outputs.entries.map((it) => it.key) : [];
});

import { memo2 } from "../base/memo.ts";
import type { Problem } from "../base/problem.ts";
import { parseYaml } from "../yaml/parse.ts";
import { entryOf } from "../yaml/tree.ts";
import { fileName } from "./paths.ts";
import type { Environment, ProjectSnapshot, SourceFile } from "./snapshot.ts";

/** Names of the outputs that the project's profile has, in their order; empty when no profile was read. */
export function profileTargets(snapshot: ProjectSnapshot): readonly string[] {
  return outputsOf(snapshot).map((it) => it.name);
}

/** The adapters that outputs of the project's profile name, each once; an output whose `type` is a template is left out. */
export function profileAdapters(snapshot: ProjectSnapshot): readonly string[] {
  return [...new Set(outputsOf(snapshot).flatMap((it) => it.type ?? []))];
}

interface Output {
  readonly name: string;
  readonly type: string | undefined;
}

function outputsOf({ files, environment }: ProjectSnapshot): readonly Output[] {
  const path = environment.target.at?.path ?? profileProblem(environment)?.at.path;
  const file =
    path === undefined ? [...files.values()].find((it) => fileName(it.path) === "profiles.yml") : files.get(path);
  return file ? outputsIn(file, environment) : [];
}

/** What keeps the profile from being used, where the place of it is profiles.yml itself. */
export function profileProblem({ problems }: Environment): Problem | undefined {
  return problems.find((it) => it.kind === "profile" && fileName(it.at.path.replaceAll("\\", "/")) === "profiles.yml");
}

const outputsIn = memo2((file: SourceFile, { target }: Environment): readonly Output[] => {
  const profile = entryOf(parseYaml(file).root, target.profileName);
  const outputs = entryOf(profile?.value, "outputs")?.value;
  if (outputs?.kind !== "map") return [];
  return outputs.entries.map(({ key, value }) => {
    const type = entryOf(value, "type")?.value;
    return {
      name: key,
      type:
        type?.kind === "scalar" && typeof type.value === "string" && /^\w+$/.test(type.value) ? type.value : undefined,
    };
  });
});

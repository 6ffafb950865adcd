import type { ProjectSnapshot } from "../project/snapshot.ts";

/** The name of the package that a file belongs to; the root project's for any file of no package folder. */
export function packageOf({ environment }: Pick<ProjectSnapshot, "environment">, path: string): string {
  const inside = environment.packages.filter((it) => it.folder !== "" && path.startsWith(`${it.folder}/`));
  return inside.at(0)?.name ?? environment.root.name;
}

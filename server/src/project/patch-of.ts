import { stemOf } from "./paths.ts";
import type { Environment, Node, Patch } from "./snapshot.ts";

/** What properties files say of a node; for one version of a model, what they say of that version. */
export function patchOf(
  { patches }: Environment,
  { packageName, name, version, path }: Pick<Node, "packageName" | "name" | "version" | "path">,
): Patch | undefined {
  return patches.get(`${packageName}.${version ? stemOf(path) : name}`);
}

import { memo } from "../base/memo.ts";
import type { Environment, Node, Patch, ProjectSnapshot } from "../project/snapshot.ts";

/** The models, seeds and snapshots that a properties file says something of. */
export function patchedNodes({ environment, nodes }: ProjectSnapshot, path: string): readonly Node[] {
  const names = patchesByPath(environment).get(path) ?? [];
  return names.flatMap(({ packageName, name }) => nodes.named(name).filter((it) => it.packageName === packageName));
}

/** What a properties file says of models, those left out that no file defines. */
export function modelPatches({ environment, nodes }: ProjectSnapshot, path: string): readonly Patch[] {
  const names = patchesByPath(environment).get(path) ?? [];
  return names.flatMap(({ packageName, name }) => {
    const isModel = nodes.named(name).some((it) => it.packageName === packageName && it.resourceType === "model");
    return isModel ? (environment.patches.get(`${packageName}.${name}`) ?? []) : [];
  });
}

interface PatchName {
  readonly packageName: string;
  readonly name: string;
}

const patchesByPath = memo(({ patches }: Environment) => {
  const byPath = new Map<string, PatchName[]>();
  for (const [key, { name, at }] of patches) {
    const packageName = key.slice(0, key.length - name.length - 1);
    const others = byPath.get(at.path) ?? [];
    byPath.set(at.path, others);
    others.push({ packageName, name });
  }
  return byPath;
});

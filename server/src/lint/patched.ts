import { memo } from "../base/memo.ts";
import type { Environment, Node, ProjectSnapshot } from "../project/snapshot.ts";

/** The models, seeds and snapshots that a properties file says something of. */
export function patchedNodes({ environment, nodes }: ProjectSnapshot, path: string): readonly Node[] {
  const names = patchesByPath(environment).get(path) ?? [];
  return names.flatMap(({ packageName, name }) => nodes.named(name).filter((it) => it.packageName === packageName));
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

import { memo } from "../base/memo.ts";
import { patchOf } from "../project/patch-of.ts";
import type { Environment, Node, NodeTable, Patch, ProjectSnapshot } from "../project/snapshot.ts";

/** The models, seeds and snapshots that a properties file says something of. */
export function patchedNodes({ environment, nodes }: ProjectSnapshot, path: string): readonly Node[] {
  const patches = patchesByPath(environment).get(path) ?? [];
  return patches.flatMap(({ key, patch }) =>
    named(nodes, key, patch).filter((it) => patchOf(environment, it) === patch),
  );
}

/** What a properties file says of models, those left out that no file defines. */
export function modelPatches({ environment, nodes }: ProjectSnapshot, path: string): readonly Patch[] {
  const patches = patchesByPath(environment).get(path) ?? [];
  return patches.flatMap(({ key, patch }) =>
    named(nodes, key, patch).some((it) => it.resourceType === "model") ? [patch] : [],
  );
}

/** The nodes of the patch's package that have the name it is about: of a versioned model, all versions. */
function named(nodes: NodeTable, key: string, { name, version }: Patch): readonly Node[] {
  const packageName = key.slice(0, key.length - name.length - 1);
  return nodes.named(version?.of ?? name).filter((it) => it.packageName === packageName);
}

interface Keyed {
  /** As in `Environment.patches`. */
  readonly key: string;
  readonly patch: Patch;
}

const patchesByPath = memo(({ patches }: Environment) => {
  const byPath = new Map<string, Keyed[]>();
  for (const [key, patch] of patches) {
    const others = byPath.get(patch.at.path) ?? [];
    byPath.set(patch.at.path, others);
    others.push({ key, patch });
  }
  return byPath;
});

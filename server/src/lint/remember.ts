import type { Upstream } from "../analysis/scope.ts";
import { type Asked, stillHolds, upstreamOf } from "../analysis/upstream.ts";
import { WORLDS } from "../base/world.ts";
import { compile } from "../compile/compile.ts";
import { cycleThrough } from "../project/cycles.ts";
import { modelsInNeed } from "../project/missing-packages.ts";
import { rivalsOf } from "../project/rivals.ts";
import type { Node, ProjectSnapshot, SourceFile } from "../project/snapshot.ts";
import type { Finding } from "./finding.ts";
import { patchedNodes } from "./patched.ts";
import { refsIn } from "./refs.ts";

interface Remembered {
  readonly identities: readonly unknown[];
  /** What the findings' model has asked of the models that it reads. */
  readonly asked: readonly { readonly asked: Asked; readonly trusts: Upstream["trusts"] }[];
  readonly findings: readonly Finding[];
}

const remembered = new WeakMap<SourceFile, Remembered>();

/** Gives the last findings of a file again while everything that they were made from is the same. */
export function rememberFindings(
  snapshot: ProjectSnapshot,
  file: SourceFile,
  find: () => readonly Finding[],
): readonly Finding[] {
  const node = snapshot.nodes.at(file.path);
  const identities = identitiesOf(snapshot, file.path, node);
  const last = remembered.get(file);
  if (last && isSame(last.identities, identities)) {
    if (last.asked.every(({ asked, trusts }) => stillHolds(asked, snapshot, trusts))) return last.findings;
  }
  const findings = find();
  const upstreams = node ? [upstreamOf(snapshot, node), upstreamOf(snapshot, node, "properties")] : [];
  const asked = upstreams.map((it) => ({ asked: it.asked, trusts: it.trusts }));
  remembered.set(file, { identities, asked, findings });
  return findings;
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((it, at) => it === b[at]);
}

/**
 * Everything that the findings of a file are made from, the file itself left out.
 *
 * Macros whose lines may suppress a finding are part of the environment; where refs lead is asked
 * anew, as another model may have come or gone.
 */
function identitiesOf(snapshot: ProjectSnapshot, path: string, node: Node | undefined): readonly unknown[] {
  const { environment, trees, runFailures } = snapshot;
  if (!node?.file) {
    const asksForPackages = environment.missingPackages.some((it) => it.at.path === path);
    const inNeed = asksForPackages ? modelsInNeed(snapshot) : 0;
    return [environment, inNeed, ...patchedNodes(snapshot, path).map((it) => it.facts)];
  }
  const compiled = node.resourceType === "model" ? WORLDS.map((world) => compile(snapshot, node, world)) : [];
  return [
    environment,
    node.facts,
    runFailures.get(node.uniqueId),
    ...compiled,
    ...compiled.map((it) => trees.get(it.sql)),
    ...refsIn(snapshot, node).map((it) => it.outcome),
    cycleThrough(snapshot, node)?.join(),
    ...rivalsOf(snapshot.nodes, node).map((it) => it.other),
  ];
}

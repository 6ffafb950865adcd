import { WORLDS } from "../base/world.ts";
import { compile } from "../compile/compile.ts";
import type { Node, ProjectSnapshot, SourceFile } from "../project/snapshot.ts";
import type { Finding } from "./finding.ts";
import { patchedNodes } from "./patched.ts";
import { refsIn } from "./refs.ts";

const remembered = new WeakMap<
  SourceFile,
  { readonly identities: readonly unknown[]; readonly findings: readonly Finding[] }
>();

/** Gives the last findings of a file again while everything that they were made from is the same. */
export function rememberFindings(
  file: SourceFile,
  identities: readonly unknown[],
  find: () => readonly Finding[],
): readonly Finding[] {
  const last = remembered.get(file);
  if (
    last &&
    last.identities.length === identities.length &&
    last.identities.every((it, at) => it === identities[at])
  ) {
    return last.findings;
  }
  const findings = find();
  remembered.set(file, { identities, findings });
  return findings;
}

/**
 * Everything that the findings of a file are made from, the file itself left out.
 *
 * Macros whose lines may suppress a finding are part of the environment; where refs lead is asked
 * anew, as another model may have come or gone.
 */
export function identitiesOf(snapshot: ProjectSnapshot, path: string, node: Node | undefined): readonly unknown[] {
  const { environment, trees, runFailures } = snapshot;
  if (!node?.file) return [environment, ...patchedNodes(snapshot, path).map((it) => it.facts)];
  const compiled = node.resourceType === "model" ? WORLDS.map((world) => compile(snapshot, node, world)) : [];
  return [
    environment,
    node.facts,
    runFailures.get(node.uniqueId),
    ...compiled,
    ...compiled.map((it) => trees.get(it.sql)),
    ...refsIn(snapshot, node).map((it) => it.outcome),
  ];
}

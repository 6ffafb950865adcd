import type { CompiledWorld } from "../../../server/src/protocol/lsp.ts";

/** A sentence above the SQL: a problem, or something to know. */
export interface Notice {
  readonly kind: "problem" | "note";
  readonly text: string;
}

/** What stands above the SQL of a world. `stale` says that the SQL below is of an earlier text. */
export function noticesOf(world: CompiledWorld, stale: "stale" | "current"): readonly Notice[] {
  const problems = world.problems.map((it): Notice => {
    return { kind: "problem", text: `${it.message} (${it.path}:${it.line})` };
  });
  const notes: Notice[] = [];
  if (stale === "stale") notes.push({ kind: "note", text: "Below is the last SQL that compiled." });
  if (world.note !== null) notes.push({ kind: "note", text: world.note });
  if (world.status === "partly-unknown") notes.push({ kind: "note", text: unknownNote(world) });
  return [...problems, ...notes];
}

function unknownNote({ unknowns }: CompiledWorld): string {
  const reasons = [...new Set(unknowns.map((it) => it.reason))];
  return reasons.length === 0
    ? "Some of this SQL is not known without asking the warehouse."
    : `Not known, underlined below: ${reasons.join("; ")}.`;
}

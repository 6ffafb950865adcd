import { lineIndex } from "../../src/base/line-index.ts";
import type { Location } from "../../src/base/location.ts";
import type { Compiled } from "../../src/compile/compiled.ts";
import type { Node, ProjectSnapshot } from "../../src/project/snapshot.ts";

/** Why a model isn't known, and where. */
export interface Because {
  /** The sentence that the user reads. */
  readonly words: string;
  /** `path:line call`, the innermost first; empty where the file isn't there, which is a fault of ours. */
  readonly place: string;
}

/** Every reason of the worlds that are partly unknown, each once. */
export function unknownsOf(snapshot: ProjectSnapshot, worlds: readonly Compiled[]): readonly Because[] {
  const all = worlds.flatMap((it) => it.unknowns);
  return once(all.map(({ reason, at, causes }) => ({ words: reason, place: placeOf(snapshot, [at, ...causes]) })));
}

/** Every problem of the worlds that fail, each once. */
export function problemsOf(snapshot: ProjectSnapshot, node: Node, worlds: readonly Compiled[]): readonly Because[] {
  const all = worlds.filter((it) => it.status === "error").flatMap((it) => [...it.problems, ...node.facts.problems]);
  return once(
    all.map(({ message, at, causes }) => ({
      words: message.split("\n")[0] ?? "",
      place: placeOf(snapshot, [at, ...causes]),
    })),
  );
}

function placeOf({ files }: ProjectSnapshot, places: readonly Location[]): string {
  const texts = places.map(({ path, span }) => {
    const file = files.get(path);
    if (!file) return "";
    const call = file.text.slice(span.start, span.end).replace(/\s+/g, " ").slice(0, 60);
    return `${path}:${lineIndex(file).position(span.start).line + 1} ${call}`;
  });
  return texts.includes("") ? "" : texts.reverse().join(" < ");
}

function once(all: readonly Because[]): readonly Because[] {
  return [...new Map(all.map((it) => [`${it.place} ${it.words}`, it])).values()];
}

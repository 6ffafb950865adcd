import type { Location } from "../base/location.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";
import { wholeFile } from "./symbol.ts";

/** Something of a project that has a name of its own. */
export interface WorkspaceSymbol {
  readonly name: string;
  readonly kind: "model" | "seed" | "snapshot" | "source" | "macro";
  /** Its package, or its source. */
  readonly container: string;
  readonly at: Location;
}

const MOST = 500;

/** Models, seeds, snapshots, source tables and macros whose name holds the letters of a query in their order. */
export function workspaceSymbols(snapshot: ProjectSnapshot, query: string): readonly WorkspaceSymbol[] {
  const matches = matcher(query);
  const found: WorkspaceSymbol[] = [];
  for (const it of allOf(snapshot)) {
    if (matches(it.name) && found.push(it) === MOST) break;
  }
  return found;
}

function* allOf({ nodes, environment }: ProjectSnapshot): Generator<WorkspaceSymbol> {
  for (const id of nodes.ids) {
    const node = nodes.get(id);
    if (!node) continue;
    const { name, resourceType, packageName, path } = node;
    yield { name, kind: resourceType, container: packageName, at: wholeFile(path) };
  }
  for (const { source, table, at } of environment.sources) {
    yield { name: table, kind: "source", container: source, at };
  }
  for (const packageName of environment.macros.packages) {
    for (const { macro, file, nameSpan } of environment.macros.in(packageName).values()) {
      yield { name: macro.name, kind: "macro", container: packageName, at: { path: file.path, span: nameSpan } };
    }
  }
}

function matcher(query: string): (name: string) => boolean {
  const letters = [...query.toLowerCase()].filter((it) => it.trim() !== "");
  return (name) => {
    const text = name.toLowerCase();
    let at = 0;
    for (const letter of letters) {
      at = text.indexOf(letter, at) + 1;
      if (at === 0) return false;
    }
    return true;
  };
}

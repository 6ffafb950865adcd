import type { Location } from "../base/location.ts";
import { assertNever } from "../base/never.ts";
import { resolveRef, resolveSource } from "../project/resolve.ts";
import type { ProjectSnapshot, RefCall } from "../project/snapshot.ts";
import { macrosNamed } from "./macros-named.ts";
import { packageOf } from "./package-of.ts";
import { type FilePosition, type SymbolAt, symbolAt, wholeFile } from "./symbol-at.ts";

/**
 * Where the name under the cursor is declared: a `ref` leads to its model or seed, a `source` to its
 * table's entry in YAML, a call to its macro.
 *
 * While a call is half-typed, everything whose name begins so is offered. A name that leads nowhere
 * gives an empty answer: saying so is the `ref-to-missing-model` rule's job.
 */
export function definition(snapshot: ProjectSnapshot, { path, offset }: FilePosition): readonly Location[] {
  const file = snapshot.files.get(path);
  const symbol = file && symbolAt(file, offset);
  if (!symbol) return [];
  switch (symbol.kind) {
    case "ref":
      return nodes(snapshot, path, symbol);
    case "source":
      return tables(snapshot, symbol);
    case "name":
      return macrosNamed(snapshot, symbol.name, packageOf(snapshot, path)).map((it) => {
        return { path: it.file.path, span: it.nameSpan };
      });
    case "config-key":
      return [];
    default:
      return assertNever(symbol);
  }
}

const MOST = 20;

function nodes(snapshot: ProjectSnapshot, path: string, { ref, closed }: SymbolAt & { kind: "ref" }) {
  const found = resolveRef(snapshot, packageOf(snapshot, path), ref);
  if (found.kind !== "missing") return [wholeFile(found.node.path)];
  return closed ? [] : nodesThatBegin(snapshot, ref).map(wholeFile);
}

function nodesThatBegin({ nodes: { ids, get } }: ProjectSnapshot, { name, packageName }: RefCall): readonly string[] {
  if (name === "") return [];
  const found: string[] = [];
  for (const id of ids) {
    // An id ends in the node's name; asking the node itself would evaluate its config.
    const [, ofPackage, ofNode] = id.split(".");
    if (!ofNode?.startsWith(name) || (packageName !== undefined && packageName !== ofPackage)) continue;
    const node = get(id);
    if (node && found.push(node.path) === MOST) break;
  }
  return found;
}

function tables({ environment }: ProjectSnapshot, { source, table, closed }: SymbolAt & { kind: "source" }) {
  const found = resolveSource(environment, source, table ?? "");
  if (found.kind !== "missing") return [found.source.at];
  if (closed) return [];
  const begun = environment.sources.filter((it) => {
    return table === undefined ? it.source.startsWith(source) : it.source === source && it.table.startsWith(table);
  });
  return begun.slice(0, MOST).map((it) => it.at);
}

import type { Location } from "../base/location.ts";
import { assertNever } from "../base/never.ts";
import { resolveRef, resolveSource } from "../project/resolve.ts";
import type { MacroDefinition, ProjectSnapshot, RefCall } from "../project/snapshot.ts";
import { columnPlace } from "./column-place.ts";
import { docBlock } from "./doc-blocks.ts";
import { localPlace } from "./local-names.ts";
import { macrosNamed } from "./macros-named.ts";
import { testMacro } from "./meaning.ts";
import { packageOf } from "./package-of.ts";
import { type DbtSymbol, type FilePosition, wholeFile } from "./symbol.ts";
import { symbolAt } from "./symbol-at.ts";
import { varPlaces } from "./var-places.ts";

/**
 * Where the name under the cursor is declared: a `ref` leads to its model or seed, a `source` to its
 * table's entry in YAML, a call to its macro, a variable to dbt_project.yml, a test to its macro.
 *
 * What names nothing may be half-typed, though an editor has closed its quotes and parentheses: then
 * everything whose name begins so is offered.
 */
export function definition(snapshot: ProjectSnapshot, at: FilePosition): readonly Location[] {
  const file = snapshot.files.get(at.path);
  const symbol = file && symbolAt(file, at.offset);
  return symbol ? definitionOf(snapshot, at, symbol) : [];
}

/** Where a symbol that stands at a place is declared. */
export function definitionOf(
  snapshot: ProjectSnapshot,
  { path, offset }: FilePosition,
  symbol: DbtSymbol,
): readonly Location[] {
  switch (symbol.kind) {
    case "ref":
      return nodes(snapshot, path, symbol.refs);
    case "source":
      return tables(snapshot, symbol);
    case "name":
      return names(snapshot, { path, offset }, symbol.name);
    case "var":
      return varPlaces(snapshot, path, symbol.name);
    case "doc": {
      const block = docBlock(snapshot, path, symbol);
      return block ? [block.at] : [];
    }
    case "test": {
      const found = testMacro(snapshot, path, symbol.name);
      return found ? [placeOf(found)] : [];
    }
    case "singular-test":
      return singularTests(snapshot, path, symbol.name);
    case "column":
      return columns(snapshot, path, symbol);
    case "config-key":
      return [];
    default:
      return assertNever(symbol);
  }
}

const MOST = 20;

const placeOf = ({ file, nameSpan }: MacroDefinition): Location => ({ path: file.path, span: nameSpan });

function names(snapshot: ProjectSnapshot, { path, offset }: FilePosition, name: string): readonly Location[] {
  const macros = macrosNamed(snapshot, name, packageOf(snapshot, path)).map(placeOf);
  if (macros.length > 0) return macros;
  const file = snapshot.files.get(path);
  const [first = ""] = name.split(".");
  const local = file && localPlace(file, first, offset);
  if (local) return [local];
  // What a model calls `this` is what its own file makes.
  return first === "this" && snapshot.nodes.at(path) ? [wholeFile(path)] : [];
}

function nodes(snapshot: ProjectSnapshot, path: string, refs: readonly RefCall[]): readonly Location[] {
  const found = refs.map((it) => resolveRef(snapshot, packageOf(snapshot, path), it));
  const paths = found.flatMap((it) => (it.kind === "missing" ? [] : [it.node.path]));
  const wanted = paths.length > 0 ? paths : refs.flatMap((it) => nodesThatBegin(snapshot, it));
  return [...new Set(wanted)].map(wholeFile);
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

function tables({ environment }: ProjectSnapshot, { source, table }: DbtSymbol & { kind: "source" }) {
  const found = resolveSource(environment, source, table ?? "");
  if (found.kind !== "missing") return [found.source.at];
  const begun = environment.sources.filter((it) => {
    return table === undefined ? it.source.startsWith(source) : it.source === source && it.table.startsWith(table);
  });
  return begun.slice(0, MOST).map((it) => it.at);
}

/** dbt names a singular test after its file. */
function singularTests({ files, environment }: ProjectSnapshot, path: string, name: string): readonly Location[] {
  const isTest = (it: string) => it.endsWith(`/${name}.sql`) || it === `${name}.sql`;
  const folders = environment.packages.flatMap((it) =>
    it.testPaths.map((folder) => (it.folder === "" ? folder : `${it.folder}/${folder}`)),
  );
  const found = [...files.keys()].filter((it) => isTest(it) && folders.some((folder) => it.startsWith(`${folder}/`)));
  const near = found.filter((it) => it.startsWith(path.slice(0, path.lastIndexOf("/") + 1)));
  return (near.length > 0 ? near : found).slice(0, MOST).map(wholeFile);
}

/** A column that comes out of a star leads to its model. */
function columns(snapshot: ProjectSnapshot, path: string, { of, column }: DbtSymbol & { kind: "column" }) {
  const found = resolveRef(snapshot, packageOf(snapshot, path), of);
  if (found.kind === "missing") return [];
  return [columnPlace(snapshot, found.node, column) ?? wholeFile(found.node.path)];
}

import type { Location } from "../base/location.ts";
import type { Node, ProjectSnapshot } from "../project/snapshot.ts";
import { definitionOf } from "./definition.ts";
import { meaning } from "./meaning.ts";
import { type DbtSymbol, type FilePosition, wholeFile } from "./symbol.ts";
import { mentionsIn, symbolAt } from "./symbol-at.ts";

/** Whether the places that declare the thing are wanted as well. */
export type Declarations = "with-declarations" | "uses-only";

/**
 * Every place of the project that means what is under the cursor: models, seeds, sources, macros, tests, vars, docs blocks.
 *
 * In a model's file, where nothing is under the cursor, it is the model itself.
 */
export function references(
  snapshot: ProjectSnapshot,
  { path, offset }: FilePosition,
  declarations: Declarations,
): readonly Location[] {
  const file = snapshot.files.get(path);
  const named = file && symbolAt(file, offset);
  const own = meansOwnModel(named) ? snapshot.nodes.at(path) : undefined;
  const symbol = own ? asSymbol(own) : named;
  const wanted = new Set(own ? [own.uniqueId] : symbol ? meaning(snapshot, path, symbol) : []);
  if (!symbol || wanted.size === 0) return [];
  const declared = new Set(definitionOf(snapshot, { path, offset }, symbol).map(keyOf));
  const words = wordsOf(snapshot, symbol, wanted);
  const found = new Map<string, Location>();
  for (const it of snapshot.files.values()) {
    // Most files don't hold the name: they are not even parsed.
    if (!words.some((word) => it.text.includes(word))) continue;
    for (const mention of mentionsIn(it)) {
      if (mention.symbol.kind !== symbol.kind && !bothMacros(mention.symbol, symbol)) continue;
      if (!meaning(snapshot, it.path, mention.symbol).some((one) => wanted.has(one))) continue;
      const at = { path: it.path, span: mention.symbol.span };
      if (!declared.has(keyOf(at))) found.set(keyOf(at), at);
    }
  }
  const uses = [...found.values()];
  return declarations === "uses-only" ? uses : [...definitionOf(snapshot, { path, offset }, symbol), ...uses];
}

/** A test's macro may be called, too. */
function bothMacros(a: DbtSymbol, b: DbtSymbol): boolean {
  return (a.kind === "test" || a.kind === "name") && (b.kind === "test" || b.kind === "name");
}

/** `this`, `config` and plain text in a model's file mean the model. */
function meansOwnModel(symbol: DbtSymbol | undefined): boolean {
  return !symbol || (symbol.kind === "name" && (symbol.name === "this" || symbol.name === "config"));
}

function asSymbol({ packageName, name, path }: Node): DbtSymbol {
  return { kind: "ref", refs: [{ packageName, name, version: undefined }], span: wholeFile(path).span };
}

/** Texts of which every file that means the thing holds one. */
function wordsOf(
  { nodes, environment }: ProjectSnapshot,
  symbol: DbtSymbol,
  wanted: ReadonlySet<string>,
): readonly string[] {
  switch (symbol.kind) {
    case "ref": {
      const names = [...wanted].flatMap((it) => nodes.get(it)?.name ?? []);
      // A versioned model is referred to by the name that its versions share.
      const shared = [...environment.patches.values()].filter((it) =>
        it.versions.some(({ definedIn }) => names.includes(definedIn)),
      );
      return [...names, ...shared.map((it) => it.name)];
    }
    case "source":
      return [symbol.table ?? symbol.source];
    case "name":
    case "test":
      return [(symbol.name.split(".").at(-1) ?? symbol.name).replace(/^test_/, "")];
    case "column":
      return [symbol.column];
    case "config-key":
      return [symbol.key];
    default:
      return [symbol.name];
  }
}

const keyOf = ({ path, span }: Location) => `${path} ${span.start} ${span.end}`;

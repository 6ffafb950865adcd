import { assertNever } from "../base/never.ts";
import type { SourceSpan } from "../base/span.ts";
import { resolveRef, resolveSource } from "../project/resolve.ts";
import type { Node, ProjectSnapshot, RefCall } from "../project/snapshot.ts";
import type { RunRecord } from "../protocol/history.ts";
import { docBlock } from "./doc-blocks.ts";
import { dbtInWords, type EngineFacts, engineOf } from "./engine-of.ts";
import { headline } from "./headline.ts";
import { hoverOfConfigKey } from "./hover-config.ts";
import { hoverOfIncrementalCheck } from "./hover-incremental.ts";
import { hoverOfMacro } from "./hover-macro.ts";
import { hoverOfNode, relationInWords } from "./hover-node.ts";
import { hoverOfSource } from "./hover-source.ts";
import { hoverOfColumn, hoverOfTest, hoverOfVar } from "./hover-words.ts";
import { macrosNamed } from "./macros-named.ts";
import { packageOf } from "./package-of.ts";
import type { DbtSymbol, FilePosition } from "./symbol.ts";
import { symbolAt } from "./symbol-at.ts";

/** Markdown about what is under the pointer, and the text that it is about. */
export interface Hover {
  readonly markdown: string;
  readonly span: SourceSpan;
}

/** What hovers tell beside the snapshot. */
export interface HoverContext {
  readonly lastRun: (uniqueId: string) => RunRecord | undefined;
  readonly now: number;
  readonly engine: EngineFacts;
}

/** What is known of the name at a place of a file; undefined where there is nothing to tell. */
export function hover(
  snapshot: ProjectSnapshot,
  { path, offset }: FilePosition,
  context: HoverContext,
): Hover | undefined {
  const file = snapshot.files.get(path);
  const symbol = file && symbolAt(file, offset);
  const markdown = symbol && markdownOf(snapshot, path, symbol, context);
  return symbol === undefined || markdown === undefined ? undefined : { markdown, span: symbol.span };
}

function markdownOf(
  snapshot: ProjectSnapshot,
  path: string,
  symbol: DbtSymbol,
  context: HoverContext,
): string | undefined {
  switch (symbol.kind) {
    case "ref": {
      const told = symbol.refs.flatMap((it) => nodeMeant(snapshot, path, it) ?? []);
      return told.length === 0 ? undefined : told.map((it) => hoverOfNode(snapshot, it, context)).join("\n\n---\n\n");
    }
    case "source": {
      const found = resolveSource(snapshot.environment, symbol.source, symbol.table ?? "");
      return found.kind === "missing" ? undefined : hoverOfSource(snapshot, found.source);
    }
    case "name":
      return hoverOfName(snapshot, { name: symbol.name, path, engine: context.engine });
    case "config-key": {
      const node = symbol.of ? nodeMeant(snapshot, path, symbol.of) : snapshot.nodes.at(path);
      return hoverOfConfigKey(snapshot, node, symbol.key);
    }
    case "var":
      return hoverOfVar(snapshot, path, symbol.name);
    case "doc":
      return docBlock(snapshot, path, symbol)?.text;
    case "test":
      return hoverOfTest(snapshot, path, symbol.name);
    case "column":
      return hoverOfColumn(snapshot, nodeMeant(snapshot, path, symbol.of), symbol.column);
    case "singular-test":
      return undefined;
    default:
      return assertNever(symbol);
  }
}

function nodeMeant(snapshot: ProjectSnapshot, path: string, call: RefCall): Node | undefined {
  const found = resolveRef(snapshot, packageOf(snapshot, path), call);
  return found.kind === "missing" ? undefined : found.node;
}

function hoverOfName(
  snapshot: ProjectSnapshot,
  { name, path, engine }: { readonly name: string; readonly path: string; readonly engine: EngineFacts },
): string | undefined {
  const node = snapshot.nodes.at(path);
  if (name === "config") return node && hoverOfConfig(snapshot, node, engine);
  if (name === "is_incremental") return node && hoverOfIncrementalCheck(snapshot, node);
  if (name === "this") return node && `\`this\` is \`${relationInWords(node.facts.relation)}\`.`;
  const [macro] = macrosNamed(snapshot, name, packageOf(snapshot, path));
  return macro && hoverOfMacro(snapshot, macro);
}

/** What a run does with the model, or what keeps it from running here. */
function hoverOfConfig(snapshot: ProjectSnapshot, node: Node, facts: EngineFacts): string {
  const engine = engineOf(snapshot, node, facts);
  const run = engine.kind === "dbt" ? dbtInWords(snapshot, node, engine) : engine.kind === "none" ? engine.refusal : "";
  return [headline(snapshot, node), run].filter((it) => it !== "").join("\n\n");
}

import { assertNever } from "../base/never.ts";
import type { SourceSpan } from "../base/span.ts";
import { resolveRef, resolveSource } from "../project/resolve.ts";
import type { Node, ProjectSnapshot, SourceTable } from "../project/snapshot.ts";
import type { RunRecord } from "../protocol/history.ts";
import { dbtInWords, type EngineFacts, engineOf } from "./engine-of.ts";
import { headline } from "./headline.ts";
import { hoverOfIncrementalCheck, hoverOfUniqueKey } from "./hover-incremental.ts";
import { hoverOfMacro } from "./hover-macro.ts";
import { hoverOfNode, relationInWords, table } from "./hover-node.ts";
import { macrosNamed } from "./macros-named.ts";
import { packageOf } from "./package-of.ts";
import { type FilePosition, symbolAt } from "./symbol-at.ts";

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

/** What is known of the name at a place of a template; undefined where there is nothing to tell. */
export function hover(
  snapshot: ProjectSnapshot,
  { path, offset }: FilePosition,
  context: HoverContext,
): Hover | undefined {
  const file = snapshot.files.get(path);
  const symbol = file && symbolAt(file, offset);
  if (!symbol) return undefined;
  const markdown = markdownOf();
  return markdown === undefined ? undefined : { markdown, span: symbol.span };

  function markdownOf(): string | undefined {
    if (!symbol) return undefined;
    switch (symbol.kind) {
      case "ref": {
        const found = resolveRef(snapshot, packageOf(snapshot, path), symbol.ref);
        return found.kind === "missing" ? undefined : hoverOfNode(snapshot, found.node, context);
      }
      case "source": {
        const found = resolveSource(snapshot.environment, symbol.source, symbol.table ?? "");
        return found.kind === "missing" ? undefined : hoverOfSource(found.source);
      }
      case "name":
        return hoverOfName(snapshot, { name: symbol.name, path, engine: context.engine });
      case "config-key":
        return symbol.key === "unique_key" ? ofOwnNode(snapshot, path, hoverOfUniqueKey) : undefined;
      default:
        return assertNever(symbol);
    }
  }
}

function hoverOfName(
  snapshot: ProjectSnapshot,
  { name, path, engine }: { readonly name: string; readonly path: string; readonly engine: EngineFacts },
): string | undefined {
  if (name === "config") return ofOwnNode(snapshot, path, (_, node) => hoverOfConfig(snapshot, node, engine));
  if (name === "is_incremental") return ofOwnNode(snapshot, path, hoverOfIncrementalCheck);
  if (name === "this")
    return ofOwnNode(snapshot, path, (_, { facts }) => `\`this\` is \`${relationInWords(facts.relation)}\`.`);
  const [macro] = macrosNamed(snapshot, name, packageOf(snapshot, path));
  return macro && hoverOfMacro(macro);
}

/** What a run does with the model, or what keeps it from running here. */
function hoverOfConfig(snapshot: ProjectSnapshot, node: Node, facts: EngineFacts): string {
  const engine = engineOf(snapshot, node, facts);
  const run = engine.kind === "dbt" ? dbtInWords(snapshot, node, engine) : engine.kind === "none" ? engine.refusal : "";
  return [headline(snapshot, node), run].filter((it) => it !== "").join("\n\n");
}

function ofOwnNode(
  snapshot: ProjectSnapshot,
  path: string,
  tell: (snapshot: ProjectSnapshot, node: Node) => string | undefined,
): string | undefined {
  const node = snapshot.nodes.at(path);
  return node && tell(snapshot, node);
}

function hoverOfSource({ source, table: name, relation, columns, externalLocation }: SourceTable): string {
  const reads = externalLocation === undefined ? relationInWords(relation) : externalLocation;
  return [`**${source}.${name}** · source`, `Reads \`${reads}\``, table(columns)]
    .filter((it) => it !== "")
    .join("\n\n");
}

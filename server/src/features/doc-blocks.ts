import type { Location } from "../base/location.ts";
import { memo } from "../base/memo.ts";
import type { DbtBlock, Node } from "../jinja/ast.ts";
import { parseTemplate } from "../jinja/parser.ts";
import type { ProjectSnapshot, SourceFile } from "../project/snapshot.ts";
import { packageOf } from "./package-of.ts";

/** A `{% docs %}` block of a Markdown file. */
export interface DocBlock {
  readonly name: string;
  readonly text: string;
  readonly at: Location;
}

const blocksIn = memo(({ path, text }: SourceFile): readonly DocBlock[] => {
  if (!text.includes("docs")) return [];
  return parseTemplate(text)
    .body.filter(isDocs)
    .map(({ name, nameSpan, body }) => {
      const content = body
        .map((it) => (it.kind === "text" ? it.value : ""))
        .join("")
        .trim();
      return { name, text: content, at: { path, span: nameSpan } };
    });
});

const isDocs = (it: Node): it is DbtBlock => it.kind === "dbt-block" && it.tag === "docs";

const allBlocks = memo((files: ProjectSnapshot["files"]): readonly DocBlock[] => {
  return [...files.values()].filter((it) => it.path.endsWith(".md")).flatMap(blocksIn);
});

/**
 * The block that `doc()` means in a file.
 *
 * As dbt looks it up: in the package that is named, else in the root project, the file's own package, any other.
 */
export function docBlock(
  snapshot: ProjectSnapshot,
  path: string,
  { packageName, name }: { readonly packageName: string | undefined; readonly name: string },
): DocBlock | undefined {
  const named = allBlocks(snapshot.files).filter((it) => it.name === name);
  const within = (wanted: string) => named.find((it) => packageOf(snapshot, it.at.path) === wanted);
  if (packageName !== undefined) return within(packageName);
  return within(snapshot.environment.root.name) ?? within(packageOf(snapshot, path)) ?? named[0];
}

const CALL = /\{\{\s*doc\(\s*(?:['"](?<packageName>[^'"]+)['"]\s*,\s*)?['"](?<name>[^'"]+)['"]\s*\)\s*\}\}/g;

/** A description as dbt's documentation shows it: each `{{ doc('…') }}` is the block's text; one that leads nowhere stays as it is. */
export function describedIn(snapshot: ProjectSnapshot, path: string, description: string): string {
  return description.replaceAll(CALL, (call, ...rest) => {
    const { packageName, name } = rest.at(-1) as { readonly packageName?: string; readonly name: string };
    return docBlock(snapshot, path, { packageName, name })?.text ?? call;
  });
}

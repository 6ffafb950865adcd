import { memo } from "../base/memo.ts";
import { contains } from "../base/span.ts";
import type { Template } from "../jinja/ast.ts";
import { parseTemplate } from "../jinja/parser.ts";
import type { SourceFile } from "../project/snapshot.ts";
import type { DbtSymbol, Mention } from "./symbol.ts";
import { templateMentions } from "./template-mentions.ts";
import { yamlMentions } from "./yaml-mentions.ts";

/** The tree of a file's template, parsed once for each text. */
export const templateOf = memo((file: SourceFile): Template => parseTemplate(file.text));

/** Everything that a file names, in its order. */
export const mentionsIn = memo((file: SourceFile): readonly Mention[] => {
  return /\.ya?ml$/.test(file.path) ? yamlMentions(file) : templateMentions(templateOf(file));
});

/** The innermost thing that a file names at an offset. */
export function symbolAt(file: SourceFile, offset: number): DbtSymbol | undefined {
  return mentionsIn(file).findLast(({ hits }) => hits.some((it) => contains(it, offset)))?.symbol;
}

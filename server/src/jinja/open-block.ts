import type { SourceSpan } from "../base/span.ts";
import type { Node } from "./ast.ts";
import type { Cursor } from "./cursor.ts";

/** A block whose end tag has not come yet. */
export interface OpenBlock {
  /** The word of its opening tag. */
  readonly word: string;
  /** The tags that may come next in it; the last one ends it. */
  awaits: readonly string[];
  /** Where the nodes that come next belong. */
  body: Node[];
  /** An awaited tag that doesn't end the block: `else`, `elif`. The cursor stands behind its word. */
  readonly turn?: (word: string, c: Cursor) => void;
  /** The finished node(s). `closed` is false for a block that the template's end, or another block's, cut off. */
  readonly close: (span: SourceSpan, closed: boolean) => readonly Node[];
}

/** The tag that ends a block. */
export function endOf(block: OpenBlock): string {
  return block.awaits.at(-1) ?? `end${block.word}`;
}

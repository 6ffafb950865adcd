import type { World } from "../../../server/src/base/world.ts";
import type { CompiledModel } from "../../../server/src/protocol/lsp.ts";

/** What the extension tells the panel. */
export type ToPanel =
  | { readonly kind: "model"; readonly uri: string; readonly model: CompiledModel }
  /** The lines, from 0, that the text at the editor's cursor makes. */
  | { readonly kind: "lines-made"; readonly lines: Readonly<Record<World, readonly number[]>> }
  /** Nothing to show, and why. */
  | { readonly kind: "nothing"; readonly uri: string | null; readonly reason: string };

/** What the panel asks of the extension. */
export type FromPanel =
  | { readonly kind: "ready" }
  | { readonly kind: "copy"; readonly text: string }
  | { readonly kind: "open"; readonly world: World }
  /** A line, from 0, whose source is wanted. */
  | { readonly kind: "go-to-source"; readonly world: World; readonly line: number };

/** Kept by the panel itself, so that it is the same after the window was reloaded. */
export interface PanelState {
  readonly uri: string | null;
  readonly world: World;
}

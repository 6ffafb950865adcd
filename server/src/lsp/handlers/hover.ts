import { type Hover, type HoverParams, MarkupKind } from "vscode-languageserver/node";
import { hover } from "../../features/hover.ts";
import { offsetIn, toLsp } from "../convert.ts";
import type { Handler } from "../dispatch.ts";
import type { FileContext } from "../session.ts";

export const onHover: Handler<FileContext, HoverParams, Hover | null> = {
  method: "textDocument/hover",
  empty: null,
  answer({ session, project, snapshot, path }, { position }) {
    if (!project.settings.hoverEnable) return null;
    const lastRun = (uniqueId: string) => session.lastRun(project, uniqueId);
    const found = hover(
      snapshot,
      { path, offset: offsetIn(snapshot, path, position) },
      {
        lastRun,
        now: Date.now(),
        engine: session.engine(project),
      },
    );
    if (!found) return null;
    return {
      contents: { kind: MarkupKind.Markdown, value: found.markdown },
      range: toLsp.rangeOf(snapshot, { path, span: found.span }),
    };
  },
};

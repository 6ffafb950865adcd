import type { World } from "../../../server/src/base/world.ts";
import type { CompiledModel, CompiledWorld } from "../../../server/src/protocol/lsp.ts";
import type { FromPanel, PanelState, ToPanel } from "../../src/panels/compiled-sql-messages.ts";
import { linesMissingFrom } from "./changes.ts";
import { codeView } from "./code-view.ts";
import { linesOf } from "./lines.ts";
import { noticesOf } from "./notices.ts";
import { worldTabs } from "./tabs.ts";

declare function acquireVsCodeApi(): {
  postMessage(message: FromPanel): void;
  getState(): PanelState | undefined;
  setState(state: PanelState): void;
};

const host = acquireVsCodeApi();
const part = <T extends Element = HTMLElement>(id: string): T => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  return found as Element as T;
};
const code = part("code");
const view = codeView(code);
const tabs = worldTabs(part("tabs"), part("body"), select);

let state: PanelState = host.getState() ?? { uri: null, world: "incremental" };
let model: CompiledModel | undefined;
/** The lines that the text at the editor's cursor makes. */
let made: Readonly<Record<World, readonly number[]>> = { incremental: [], "full-refresh": [] };
/** The last SQL of the model that compiled, by world: shown while its text is half-typed. */
let good: Partial<Record<World, CompiledWorld>> = {};

window.addEventListener("message", ({ data }: MessageEvent<ToPanel>) => {
  if (data.kind === "lines-made") {
    made = data.lines;
    view.mark(made[state.world]);
    return;
  }
  if (data.kind === "model") {
    if (model?.uniqueId !== data.model.uniqueId) good = {};
    model = data.model;
  } else {
    model = undefined;
    part("reason").textContent = data.reason;
  }
  remember({ ...state, uri: data.uri });
  draw();
});
part("copy").addEventListener("click", () => {
  const shown = model && shownOf(model);
  if (shown) host.postMessage({ kind: "copy", text: shown.world.sql });
});
code.addEventListener("click", ({ target }) => {
  const line = view.lineAt(target);
  // Whoever has selected text wants to copy it.
  if (line === undefined || document.getSelection()?.isCollapsed === false) return;
  host.postMessage({ kind: "go-to-source", world: state.world, line });
});
part("open").addEventListener("click", () => host.postMessage({ kind: "open", world: state.world }));

function select(world: World): void {
  remember({ ...state, world });
  draw();
}

function remember(next: PanelState): void {
  state = next;
  host.setState(state);
}

/** The world to draw: the last good one while the text is half-typed and there is one. */
function shownOf(of: CompiledModel): { readonly world: CompiledWorld; readonly stale: boolean } {
  const now = of.worlds[state.world];
  const last = good[state.world];
  return now.status === "error" && last ? { world: last, stale: true } : { world: now, stale: false };
}

function draw(): void {
  tabs.select(state.world);
  document.body.classList.toggle("nothing", model === undefined);
  if (!model) return;
  for (const world of ["incremental", "full-refresh"] as const) {
    if (model.worlds[world].status !== "error") good[world] = model.worlds[world];
  }
  part("name").textContent = model.name;
  part("headline").textContent = model.headline;
  const { world, stale } = shownOf(model);
  drawNotices(model.worlds[state.world], stale ? "stale" : "current");
  code.classList.toggle("stale", stale);
  const other = model.worlds[state.world === "incremental" ? "full-refresh" : "incremental"];
  view.show(linesOf(world), linesMissingFrom(world.sql.split("\n"), other.sql.split("\n")));
  view.mark(made[state.world]);
}

function drawNotices(world: CompiledWorld, stale: "stale" | "current"): void {
  const drawn = noticesOf(world, stale).map(({ kind, text }) => {
    const notice = document.createElement("p");
    notice.className = kind;
    notice.textContent = text;
    return notice;
  });
  part("notices").replaceChildren(...drawn);
}

draw();
host.postMessage({ kind: "ready" });

import type { Disposable } from "vscode";
import type { RunEvent } from "../../../server/src/protocol/events.ts";
import type { Server } from "../language-client.ts";

/** What is running now, in words for the status bar; `onChange` is called every second while something runs. */
export function runsInFlight(server: Server, onChange: () => void): Disposable & { text(): string | undefined } {
  const running = new Map<string, { readonly started: number; name: string }>();
  const names = new Map<string, string>();
  let ticking: NodeJS.Timeout | undefined;

  const tick = () => {
    const wanted = running.size > 0;
    if (wanted && !ticking) ticking = setInterval(onChange, 1_000);
    if (!wanted && ticking) {
      clearInterval(ticking);
      ticking = undefined;
    }
    onChange();
  };
  const follow = (uri: string, event: RunEvent) => {
    if (event.kind === "run-started") running.set(uri, { started: Date.now(), name: event.project });
    if (event.kind === "planned") names.set(event.uniqueId, event.name);
    if (event.kind === "started") {
      const run = running.get(uri);
      if (run) run.name = names.get(event.uniqueId) ?? event.uniqueId;
    }
    if (event.kind === "run-finished") running.delete(uri);
    if (event.kind === "run-started" || event.kind === "started" || event.kind === "run-finished") tick();
  };
  server.on("highwater/runEvent", ({ uri, event }) => follow(uri, event));

  return {
    text() {
      const [first] = running.values();
      if (!first) return undefined;
      const more = running.size > 1 ? ` and ${running.size - 1} more` : "";
      return `${first.name}${more}: running, ${Math.round((Date.now() - first.started) / 1_000)} s`;
    },
    dispose: () => clearInterval(ticking),
  };
}

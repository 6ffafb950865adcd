import type { Line, Piece } from "./lines.ts";

/**
 * Draws lines of code into `container`, touching only those that changed since the last time.
 *
 * Lines are plain elements in reading order, so that find and screen readers work.
 */
export function codeView(container: HTMLElement): { show(lines: readonly Line[], changed: ReadonlySet<number>): void } {
  let keys: readonly string[] = [];

  return {
    show(lines, changed) {
      const wanted = lines.map((it, index) => `${changed.has(index) ? "+" : " "}${it.key}`);
      let start = 0;
      while (start < wanted.length && start < keys.length && wanted[start] === keys[start]) start++;
      let tail = 0;
      const room = Math.min(wanted.length, keys.length) - start;
      while (tail < room && wanted[wanted.length - 1 - tail] === keys[keys.length - 1 - tail]) tail++;

      const drawn = [...container.children];
      for (const old of drawn.slice(start, keys.length - tail)) old.remove();
      const before = drawn[keys.length - tail] ?? null;
      lines.slice(start, lines.length - tail).forEach((line, index) => {
        container.insertBefore(lineElement(line, changed.has(start + index)), before);
      });
      keys = wanted;
    },
  };
}

function lineElement(line: Line, changed: boolean): HTMLElement {
  const element = document.createElement("div");
  element.className = changed ? "line changed" : "line";
  const margin = document.createElement("span");
  margin.className = "margin";
  margin.ariaHidden = "true";
  if (line.macros.length > 0) {
    element.classList.add("macro");
    margin.title = `From ${line.macros.join(", ")}`;
  }
  const code = document.createElement("code");
  code.append(...line.pieces.map(pieceNode), "\n");
  element.append(margin, code);
  return element;
}

function pieceNode({ text, kind, unknown }: Piece): Node {
  if (kind === "plain" && unknown === undefined) return document.createTextNode(text);
  const span = document.createElement("span");
  span.textContent = text;
  span.className = unknown === undefined ? kind : `${kind} unknown`;
  if (unknown !== undefined) span.title = `Not known: ${unknown}`;
  return span;
}

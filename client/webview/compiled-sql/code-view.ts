import type { Line, Piece } from "./lines.ts";

interface CodeView {
  show(lines: readonly Line[], changed: ReadonlySet<number>): void;
  /** Marks lines, from 0, and brings one of them into view. */
  mark(lines: readonly number[]): void;
  /** The line, from 0, that an element is part of. */
  lineAt(place: EventTarget | null): number | undefined;
}

/**
 * Draws lines of code into `container`, touching only those that changed since the last time.
 *
 * Lines are plain elements in reading order, so that find and screen readers work.
 */
export function codeView(container: HTMLElement): CodeView {
  let keys: readonly string[] = [];
  let marked: readonly Element[] = [];

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
    mark(lines) {
      for (const it of marked) it.classList.remove("made");
      marked = lines.flatMap((line) => container.children[line] ?? []);
      for (const it of marked) it.classList.add("made");
      if (marked.length > 0 && !marked.some(isInView)) marked[0]?.scrollIntoView({ block: "nearest" });
    },
    lineAt(place) {
      const line = place instanceof Element ? place.closest(".line") : null;
      return line?.parentElement === container ? [...container.children].indexOf(line) : undefined;
    },
  };
}

function isInView(line: Element): boolean {
  const { top, bottom } = line.getBoundingClientRect();
  return top >= 0 && bottom <= window.innerHeight;
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

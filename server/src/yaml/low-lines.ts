/** Stands for a line break within quotes until the value is read: one of Unicode's private characters. */
export const BREAK = "\uE000";

/**
 * A text of the same length in which no quoted string and no bracket goes over a line's end.
 *
 * PyYAML cares for no indentation there, and the library does: `]` at the line's beginning, or a
 * string's second line to the left of its key. Breaks in brackets become blanks, comments too; those
 * in quotes become `BREAK`, which `joined` reads. What is no YAML at all may come out as anything.
 */
export function withoutLowLines(text: string): string {
  return new Joiner(text).run();
}

/** A quoted string as its lines fold: one break is a blank, each one more a line break. */
export function joined(value: string): string {
  if (!value.includes(BREAK)) return value;
  return value.replace(/[ \t]*\uE000[ \t\uE000]*/g, (breaks) => {
    const count = breaks.split(BREAK).length - 1;
    return count === 1 ? " " : "\n".repeat(count - 1);
  });
}

class Joiner {
  readonly #text: string;
  readonly #out: string[];
  #at = 0;
  /** How many brackets are open. */
  #depth = 0;
  /** Whether a value may begin here: behind `:`, `-`, `,`, a bracket, or white space before any of its text. */
  #isStart = true;
  /** The column that a block scalar's lines must be to the right of. */
  #column = 0;

  constructor(text: string) {
    this.#text = text;
    this.#out = text.split("");
  }

  run(): string {
    while (this.#at < this.#text.length) this.#step();
    return this.#out.join("");
  }

  #step(): void {
    const char = this.#text.charAt(this.#at);
    if (char === "\n" || char === "\r") this.#break();
    else if (char === "#" && /^$|\s/.test(this.#text.charAt(this.#at - 1))) this.#comment();
    else if (this.#isStart && (char === '"' || char === "'")) this.#quoted(char);
    else if ((this.#isStart || this.#depth > 0) && (char === "[" || char === "{"))
      this.#move({ depth: 1, isStart: true });
    else if (this.#depth > 0 && (char === "]" || char === "}")) this.#move({ depth: -1, isStart: false });
    else if (this.#depth > 0 && char === ",") this.#move({ isStart: true });
    else if (this.#isStart && this.#depth === 0 && (char === "|" || char === ">")) this.#blockScalar();
    else this.#plain(char);
  }

  #move({ depth = 0, isStart }: { readonly depth?: number; readonly isStart: boolean }): void {
    this.#depth += depth;
    this.#isStart = isStart;
    this.#at++;
  }

  #plain(char: string): void {
    const next = this.#text.charAt(this.#at + 1);
    if (char === " " || char === "\t") {
      this.#at++;
      return;
    }
    if ((char === ":" || (this.#isStart && (char === "-" || char === "?"))) && /^$|\s/.test(next)) {
      if (char !== ":") this.#column = this.#at - this.#lineStart();
      this.#move({ isStart: true });
      return;
    }
    // A tag or an anchor stands before its value.
    const property = this.#isStart ? /^[!&][^\s,[\]{}]*(?=\s)/.exec(this.#text.slice(this.#at, this.#at + 100)) : null;
    if (property) {
      this.#at += property[0].length;
      return;
    }
    if (this.#isStart && /^[\s\-?]*$/.test(this.#text.slice(this.#lineStart(), this.#at))) {
      this.#column = this.#at - this.#lineStart();
    }
    this.#move({ isStart: false });
  }

  #lineStart(): number {
    return this.#text.lastIndexOf("\n", this.#at - 1) + 1;
  }

  #break(): void {
    if (this.#depth > 0) this.#out[this.#at] = " ";
    else this.#isStart = true;
    this.#at++;
  }

  #comment(): void {
    while (this.#at < this.#text.length && !/[\r\n]/.test(this.#text.charAt(this.#at))) {
      if (this.#depth > 0) this.#out[this.#at] = " ";
      this.#at++;
    }
  }

  #quoted(quote: string): void {
    if (/^[\s\-?]*$/.test(this.#text.slice(this.#lineStart(), this.#at))) this.#column = this.#at - this.#lineStart();
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      const char = this.#text.charAt(this.#at);
      if (char === "\\" && quote === '"') this.#at++;
      else if (char === "\r" && this.#text.charAt(this.#at + 1) === "\n") this.#out[this.#at] = " ";
      else if (char === "\n" || char === "\r") this.#out[this.#at] = BREAK;
      else if (char === quote) {
        if (quote === '"' || this.#text.charAt(this.#at + 1) !== quote) break;
        this.#at++;
      }
    }
    this.#move({ isStart: false });
  }

  /** Steps over the lines that are to the right of whatever holds them. */
  #blockScalar(): void {
    const lines = /[^\n]*(?:\n|$)/y;
    lines.lastIndex = this.#at;
    lines.exec(this.#text);
    while (lines.lastIndex < this.#text.length) {
      const from = lines.lastIndex;
      const line = lines.exec(this.#text)?.[0] ?? "";
      const indent = /^ */.exec(line)?.[0].length ?? 0;
      if (line.trim() === "" || indent > this.#column) continue;
      lines.lastIndex = from;
      break;
    }
    this.#at = Math.max(lines.lastIndex, this.#at + 1);
    this.#isStart = true;
  }
}

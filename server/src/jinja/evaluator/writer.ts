import type { SourceSpan } from "../../base/span.ts";
import { str, UNKNOWN_TEXT } from "../text.ts";
import { HostObject, type Piece, type PyError, Traced, Unknown, type Value } from "../values.ts";
import type { Meter } from "./limits.ts";
import type { Place } from "./place.ts";

/** What is wrong with the text that a writer got, and the node that wrote it. */
interface Spoilt {
  readonly error: PyError;
  readonly at: { readonly span: SourceSpan };
}

/** Collects printed text together with where each run of it was written. */
export class Writer {
  readonly #meter: Meter;
  readonly #pieces: Piece[] = [];
  #text = "";
  #spoilt: Spoilt | undefined;

  constructor(meter: Meter) {
    this.#meter = meter;
  }
  get text(): string {
    return this.#text;
  }
  get pieces(): readonly Piece[] {
    return this.#pieces;
  }
  /** The first thing written that was no text; what was written can't be put together then. */
  get spoilt(): Spoilt | undefined {
    return this.#spoilt;
  }
  spoil(error: PyError, at: Spoilt["at"]): void {
    this.#spoilt ??= { error, at };
  }

  /** Text that stands in the file from `start` on, character by character. */
  verbatim(text: string, start: number, place: Place): void {
    if (text === "") return;
    this.#append(text);
    const end = start + text.length;
    const last = this.#pieces.at(-1);
    if (last?.kind === "verbatim" && last.end === start && last.path === place.path && last.frame === place.frame)
      this.#pieces[this.#pieces.length - 1] = { ...last, length: last.length + text.length, end };
    else this.#pieces.push({ kind: "verbatim", length: text.length, path: place.path, start, end, frame: place.frame });
  }

  /** What the expression at `span` came to; a text that knows its origins brings them along. */
  print(value: Value, span: SourceSpan, place: Place): void {
    if (value instanceof Traced) {
      this.#splice(value);
      return;
    }
    const text = value instanceof Unknown ? UNKNOWN_TEXT : str(value);
    if (text === "") return;
    this.#append(text);
    this.#pieces.push({ length: text.length, ...originOf(value, span, place) });
  }

  #splice({ text, pieces }: Traced): void {
    if (text === "") return;
    this.#meter.charge(pieces.length, 0);
    this.#append(text);
    for (const piece of pieces) this.#pieces.push(piece);
  }

  #append(text: string): void {
    this.#text += text;
    this.#meter.printed(this.#text.length);
  }
}

/** Where the printed form of a value comes from when the value itself does not know: the expression. */
export function originOf(value: Value, { start, end }: SourceSpan, { path, frame }: Place): Omit<Piece, "length"> {
  if (value instanceof Unknown) return { kind: "unknown", path, start, end, frame, reason: value.reason };
  const mark = value instanceof HostObject ? value.mark : undefined;
  return { kind: "printed", path, start, end, frame, mark };
}

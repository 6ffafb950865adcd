import {
  CHOMPING_MODE,
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from "js-yaml";
import { inSource, type SourceSpan } from "../base/span.ts";
import { resolvePlain } from "./scalar.ts";
import type { YamlEntry, YamlNode, YamlScalar } from "./tree.ts";

/** As deep as the tolerant reader goes. */
const DEEPEST = 400;

/**
 * The tree of a text that is plain YAML: maps, lists and scalars, without anchors, tags, merge keys, kept line breaks or anything wrong.
 *
 * Undefined for every other text: the tolerant reader is six times slower, and is the one that explains.
 */
export function readPlainly(text: string): { readonly root: YamlNode | undefined } | undefined {
  const events = eventsOf(text);
  if (events === undefined || events.filter((it) => it.type === EVENT_ID.DOCUMENT).length > 1) return undefined;
  const [document, first] = events;
  if (document === undefined || first === undefined) return { root: undefined };
  try {
    return { root: new PlainReader(text, events).read(undefined) };
  } catch (error) {
    if (error === NOT_PLAIN) return undefined;
    throw error;
  }
}

function eventsOf(text: string): readonly Event[] | undefined {
  try {
    return parseEvents(text, { maxDepth: DEEPEST });
  } catch (error) {
    if (error instanceof YAMLException) return undefined;
    throw error;
  }
}

/** Thrown, and caught above, where a text turns out to need the tolerant reader. */
const NOT_PLAIN = new Error("Not plain YAML.");

/** Lives while one text is read: where it stands in the events, and in the text. */
class PlainReader {
  readonly #text: string;
  readonly #events: readonly Event[];
  /** The event after the document's. */
  #next = 1;
  /** The end of what was read last. */
  #end = 0;

  constructor(text: string, events: readonly Event[]) {
    this.#text = text;
    this.#events = events;
  }

  /** `at` is where a value would stand that the file leaves out, where that is known. */
  read(at: number | undefined): YamlNode {
    const event = this.#events[this.#next++];
    if (event === undefined || event.type === EVENT_ID.ALIAS || event.type === EVENT_ID.DOCUMENT) throw NOT_PLAIN;
    if (event.type === EVENT_ID.POP || event.anchorStart >= 0 || event.tagStart >= 0) throw NOT_PLAIN;
    if (event.type === EVENT_ID.SCALAR) return this.#scalar(event, at);
    const isFlow = event.style === COLLECTION_STYLE.FLOW;
    this.#end = isFlow ? event.start + 1 : event.start;
    if (event.type === EVENT_ID.SEQUENCE) {
      const items = this.#items();
      return { kind: "list", items, span: inSource(event.start, this.#close(isFlow ? "]" : undefined)) };
    }
    const entries = this.#entries();
    return { kind: "map", entries, span: inSource(event.start, this.#close(isFlow ? "}" : undefined)) };
  }

  #items(): readonly YamlNode[] {
    const items: YamlNode[] = [];
    while (!this.#popped()) items.push(this.read(undefined));
    return items;
  }

  #entries(): readonly YamlEntry[] {
    const entries: YamlEntry[] = [];
    const seen = new Set<string>();
    while (!this.#popped()) {
      const key = this.read(undefined);
      // Keys that aren't strings, merge keys and keys that stand twice are the tolerant reader's.
      if (key.kind !== "scalar" || typeof key.value !== "string" || key.value === "<<" || seen.has(key.value))
        throw NOT_PLAIN;
      seen.add(key.value);
      entries.push({ key: key.value, keySpan: key.span, value: this.read(key.span.end) });
    }
    return entries;
  }

  #popped(): boolean {
    if (this.#events[this.#next]?.type !== EVENT_ID.POP) return false;
    this.#next++;
    return true;
  }

  /** A block ends with its last value, a flow collection with its bracket. */
  #close(bracket: "]" | "}" | undefined): number {
    if (bracket === undefined) return this.#end;
    CLOSING.lastIndex = this.#end;
    const found = CLOSING.exec(this.#text);
    if (found === null || !found[0].endsWith(bracket)) throw NOT_PLAIN;
    this.#end = CLOSING.lastIndex;
    return this.#end;
  }

  #scalar(event: ScalarEvent, at: number | undefined): YamlScalar {
    if (event.valueStart < 0) {
      if (at === undefined) throw NOT_PLAIN;
      return { kind: "scalar", value: null, span: inSource(at, at), content: undefined };
    }
    const inner = inSource(event.valueStart, event.valueEnd);
    const source = getScalarValue(this.#text, event);
    const isPlain = event.style === SCALAR_STYLE.PLAIN;
    const isQuoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
    const margin = isQuoted ? 1 : 0;
    if (event.chomping === CHOMPING_MODE.KEEP) throw NOT_PLAIN;
    const start = isPlain || isQuoted ? inner.start - margin : this.#header(inner.start);
    this.#end = isPlain || isQuoted ? inner.end + margin : this.#lastLine(inner);
    const content = (isPlain || isQuoted) && this.#text.slice(inner.start, inner.end) === source ? inner : undefined;
    return {
      kind: "scalar",
      value: isPlain ? resolvePlain(source) : source,
      span: inSource(start, this.#end),
      content,
    };
  }

  /** The end of a block scalar's last line with text; blank lines after it belong to nobody. */
  #lastLine({ start, end }: SourceSpan): number {
    const lines = this.#text.slice(start, end).trimEnd();
    const rest = /^[ \t]*(?:\r?\n)?/.exec(this.#text.slice(start + lines.length, end));
    return start + lines.length + (rest?.[0].length ?? 0);
  }

  /** Where the `|` or `>` of a block scalar stands whose text begins at `start`. */
  #header(start: number): number {
    const at = /^[^#|>]*(?=[|>])/.exec(this.#text.slice(this.#end, start));
    if (at === null) throw NOT_PLAIN;
    return this.#end + at[0].length;
  }
}

const CLOSING = /(?:[\s,]|#[^\r\n]*)*[\]}]/y;

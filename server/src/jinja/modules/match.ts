import { countArguments } from "../arguments.ts";
import { pointOffset } from "../code-points.ts";
import { asInteger, isIntegral } from "../numbers.ts";
import { isString, quoted, textOf } from "../text.ts";
import { HostObject, PyDict, PyError, PyTuple, type Value } from "../values.ts";
import { functions } from "./host-type.ts";
import type { Engine, Found } from "./pattern.ts";
import { expandTemplate, parseTemplateText } from "./replacement.ts";

/** What `re.match` and its like find. Positions are code points, as in Python. */
export class MatchObject extends HostObject {
  readonly typeName = "re.Match";
  readonly #engine: Engine;
  readonly #text: string;
  readonly #found: Found;
  constructor(engine: Engine, text: string, found: Found) {
    super();
    this.#engine = engine;
    this.#text = text;
    this.#found = found;
  }
  override str(): string {
    const [start, end] = this.#span(0);
    return `<re.Match object; span=(${start}, ${end}), match=${quoted(String(this.#group(0)))}>`;
  }
  override item(key: Value): Value | undefined {
    const number = this.#known(key);
    return number === undefined ? undefined : this.#group(number);
  }
  override attribute(name: string): Value | undefined {
    if (name === "string") return this.#text;
    if (name === "pos") return 0;
    if (name === "lastindex")
      return this.#found.findLastIndex((it, at) => at > 0 && it !== undefined) > 0 ? this.#last() : null;
    return functions({
      group: (positional, keyword) => {
        countArguments("group", positional, keyword, [0, Number.POSITIVE_INFINITY]);
        if (positional.length < 2) return this.#group(this.#number(positional[0] ?? 0));
        return new PyTuple(positional.map((it) => this.#group(this.#number(it))));
      },
      groups: ([fallback = null]) => new PyTuple(this.#found.slice(1).map((_, at) => this.#group(at + 1) ?? fallback)),
      groupdict: ([fallback = null]) =>
        PyDict.from([...this.#engine.names].map(([key, group]) => [key, this.#group(group) ?? fallback] as const)),
      start: ([group = 0]) => this.#span(this.#number(group))[0],
      end: ([group = 0]) => this.#span(this.#number(group))[1],
      span: ([group = 0]) => new PyTuple(this.#span(this.#number(group))),
      expand: ([template = ""]) =>
        expandTemplate(
          parseTemplateText(isString(template) ? textOf(template) : "", this.#engine),
          this.#text,
          this.#found,
        ),
    }).get(name);
  }
  #last(): number {
    return this.#found.findLastIndex((it, at) => at > 0 && it !== undefined);
  }
  #known(key: Value): number | undefined {
    const number = isString(key)
      ? this.#engine.names.get(textOf(key))
      : isIntegral(key)
        ? Number(asInteger(key))
        : undefined;
    return number !== undefined && number >= 0 && number <= this.#engine.groupCount ? number : undefined;
  }
  #number(key: Value): number {
    const number = this.#known(key);
    if (number === undefined) throw new PyError("IndexError", "no such group");
    return number;
  }
  #group(number: number): string | null {
    const span = this.#found[number];
    return span ? this.#text.slice(span[0], span[1]) : null;
  }
  #span(number: number): readonly [number, number] {
    const span = this.#found[number];
    return span ? [pointOffset(this.#text, span[0]), pointOffset(this.#text, span[1])] : [-1, -1];
  }
}

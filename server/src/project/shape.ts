import type { Location } from "../base/location.ts";
import { type Plain, WholeFloat } from "../base/plain.ts";
import type { Problem } from "../base/problem.ts";
import { inSource, type SourceSpan } from "../base/span.ts";
import { floatText } from "../jinja/numbers.ts";
import type { YamlProblem } from "../yaml/parse.ts";
import { entryOf, plainOf, type YamlEntry, type YamlMap, type YamlNode, type YamlScalar } from "../yaml/tree.ts";
import type { RenderYaml } from "./render-yaml.ts";

/**
 * Reads the tree of one YAML file and collects what is wrong with it.
 *
 * What has the wrong shape is reported with what dbt expects there, and left out; everything around it is read.
 */
export class ShapeReader {
  readonly path: string;
  readonly problems: Problem[] = [];
  readonly #render: RenderYaml;
  readonly #rendered = new Map<YamlNode, Plain>();

  constructor(path: string, render: RenderYaml) {
    this.path = path;
    this.#render = render;
  }

  at(span: SourceSpan): Location {
    return { path: this.path, span };
  }

  report(span: SourceSpan, message: string, kind: Problem["kind"] = "yaml-syntax"): void {
    this.problems.push({ kind, message, at: this.at(span), causes: [] });
  }

  /** What keeps the file from being read as YAML, or makes dbt warn of it. */
  reportSyntax(problems: readonly YamlProblem[]): void {
    for (const { span, message, severity } of problems)
      this.problems.push({ kind: "yaml-syntax", message, at: this.at(span), causes: [], severity });
  }

  /** What was reported, from the top of the file; what two readings of one value found is told once. */
  inOrder(): readonly Problem[] {
    const seen = new Set<string>();
    return [...this.problems]
      .sort((a, b) => a.at.span.start - b.at.span.start)
      .filter(({ at, message }) => {
        const key = `${at.span.start} ${at.span.end} ${message}`;
        const isNew = !seen.has(key);
        seen.add(key);
        return isNew;
      });
  }

  /** The entries of a map; nothing for an absent or empty value. `what` begins the message: "`models` needs …". */
  entries(node: YamlNode | undefined, what: string): readonly YamlEntry[] {
    if (node === undefined || isEmpty(node)) return [];
    if (node.kind === "map") return node.entries;
    this.report(markable(node), `${what} needs a map of keys and values here, not ${nameOf(node)}.`);
    return [];
  }

  /** The items of a list; nothing for an absent or empty value. */
  items(node: YamlNode | undefined, what: string): readonly YamlNode[] {
    if (node === undefined || isEmpty(node)) return [];
    if (node.kind === "list") return node.items;
    this.report(markable(node), `${what} needs a list here (lines that begin with \`- \`), not ${nameOf(node)}.`);
    return [];
  }

  /** The maps of a list that has only maps. */
  maps(node: YamlNode | undefined, what: string): readonly YamlMap[] {
    return this.items(node, what).filter((it): it is YamlMap => {
      if (it.kind === "map") return true;
      this.report(markable(it), `Each entry of ${what} needs a map that begins with \`name:\`, not ${nameOf(it)}.`);
      return false;
    });
  }

  /** The `name:` of an entry, rendered; reported when it isn't there. */
  name(map: YamlMap, what: string): { readonly text: string; readonly at: Location } | undefined {
    const entry = entryOf(map, "name");
    const value = entry && this.value(entry.value);
    if (entry && (typeof value === "string" || typeof value === "number") && value !== "")
      return { text: String(value), at: this.at(entry.value.span) };
    const first = map.entries[0];
    this.report(entry?.keySpan ?? first?.keySpan ?? map.span, `An entry of ${what} needs a \`name:\`.`);
    return undefined;
  }

  /** A single value as text, rendered; undefined when it is absent or empty. */
  text(node: YamlNode | undefined, what: string): string | undefined {
    if (node === undefined || isEmpty(node)) return undefined;
    const value = this.value(node);
    if (value === null) return undefined;
    if (typeof value !== "object" || value instanceof WholeFloat) return pythonText(value);
    this.report(markable(node), `${what} needs a single value here, not ${nameOf(node)}.`);
    return undefined;
  }

  /** Text that dbt doesn't render at this moment: descriptions. */
  raw(node: YamlNode | undefined): string {
    return node?.kind === "scalar" && node.value !== null ? pythonText(node.value) : "";
  }

  /** A list of texts; dbt takes a single text for a list of one in most places. */
  texts(node: YamlNode | undefined, what: string): readonly string[] | undefined {
    if (node === undefined || isEmpty(node)) return undefined;
    if (node.kind === "scalar") return [this.text(node, what) ?? ""];
    return this.items(node, what).flatMap((it) => this.text(it, what) ?? []);
  }

  /** The value of a whole subtree with every string rendered; an alias is rendered once. */
  value(node: YamlNode): Plain {
    const known = this.#rendered.get(node);
    if (known !== undefined) return known;
    const value = this.#valueOf(node);
    this.#rendered.set(node, value);
    return value;
  }

  #valueOf(node: YamlNode): Plain {
    if (node.kind === "list") return node.items.map((it) => this.value(it));
    if (node.kind === "map") return Object.fromEntries(node.entries.map((it) => [it.key, this.value(it.value)]));
    if (typeof node.value !== "string" || !mayBeTemplate(node.value)) return node.value;
    const { value, failure } = this.#render(node.value);
    if (failure) {
      const base = node.content;
      const span = base ? inSource(base.start + failure.span.start, base.start + failure.span.end) : node.span;
      const { kind, message, severity } = failure;
      this.problems.push({ kind, message, at: this.at(span), causes: [], severity });
    }
    return value;
  }

  /** The values of a map; what isn't a map is reported. `isRaw` names the keys that dbt renders later or never. */
  record(
    node: YamlNode | undefined,
    what: string,
    isRaw: (key: string) => boolean = () => false,
  ): { readonly [key: string]: Plain } {
    return Object.fromEntries(
      this.entries(node, what).map((it) => [it.key, isRaw(it.key) ? plainOf(it.value) : this.value(it.value)]),
    );
  }
}

/** Whether Jinja would see anything but text. */
export function mayBeTemplate(text: string): boolean {
  return text.includes("{{") || text.includes("{%") || text.includes("{#");
}

function isEmpty(node: YamlNode): boolean {
  return node.kind === "scalar" && node.value === null;
}

function nameOf(node: YamlNode): string {
  if (node.kind === "map") return "a map";
  if (node.kind === "list") return "a list";
  if (node.value === null) return "nothing";
  return `the value \`${String(node.value).slice(0, 40)}\``;
}

/** What to underline of a value: a collection may be long, and its first entry is enough to point at. */
export function markable(node: YamlNode): SourceSpan {
  if (node.kind === "scalar") return node.span;
  const [entry] = node.kind === "map" ? node.entries : [];
  const [item] = node.kind === "list" ? node.items : [];
  return entry?.keySpan ?? (item ? markable(item) : node.span);
}

function pythonText(value: Exclude<YamlScalar["value"], null>): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (value instanceof WholeFloat) return floatText(value.value);
  return typeof value === "number" && !Number.isInteger(value) ? floatText(value) : String(value);
}

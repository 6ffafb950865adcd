import { contains, inSource, type SourceSpan } from "../base/span.ts";
import { calleeName, walk } from "../jinja/walk.ts";
import type { ProjectSnapshot, SourceFile } from "../project/snapshot.ts";
import { CONFIG_KEYS, CONFIG_VALUES } from "./config-keys.ts";
import { packageOf } from "./package-of.ts";
import type { FilePosition } from "./symbol.ts";
import { symbolAt, templateOf } from "./symbol-at.ts";

/** A name that may stand at the cursor, and the text that it replaces. */
export interface Completion {
  readonly name: string;
  readonly kind: "model" | "seed" | "snapshot" | "source" | "table" | "macro" | "var" | "setting" | "value";
  /** Where it is from: its package, or its source; what a setting does. */
  readonly detail: string;
  readonly replaces: SourceSpan;
}

/**
 * The names that may stand at the cursor of a template: inside `ref('…')`, `source('…')`, `var('…')`
 * and the texts of `config(…)`, its settings, and macros where a name is typed. Nothing in plain SQL.
 */
export function completions(snapshot: ProjectSnapshot, { path, offset }: FilePosition): readonly Completion[] {
  const file = snapshot.files.get(path);
  if (!file || /\.ya?ml$/.test(path)) return [];
  const quoted = wordAt(file.text, offset, "quoted");
  const given = configAt(file, offset);
  if (quoted && given) return configValues(given.key, quoted);
  const symbol = symbolAt(file, offset);
  switch (symbol?.kind) {
    case "ref":
      return quoted ? nodeNames(snapshot, packageOf(snapshot, path), quoted) : [];
    case "source":
      return quoted ? sourceNames(snapshot, symbol, quoted) : [];
    case "var":
      return quoted ? varNames(snapshot, path, quoted) : [];
    case "config-key":
      return settings(symbol.span);
    case "name": {
      const word = wordAt(file.text, offset, "bare");
      if (!word) return [];
      return [...(given ? settings(word) : []), ...macroNames(snapshot, packageOf(snapshot, path), word)];
    }
    default:
      return [];
  }
}

/** The name around an offset, as far as it is typed; undefined for one in quotes where a bare one is meant, and the other way round. */
function wordAt(text: string, offset: number, as: "quoted" | "bare"): SourceSpan | undefined {
  const letters = as === "quoted" ? /[\w+]/ : /[\w.]/;
  let start = offset;
  while (start > 0 && letters.test(text.charAt(start - 1))) start--;
  let end = offset;
  while (end < text.length && letters.test(text.charAt(end))) end++;
  const isQuoted = /['"]/.test(text.charAt(start - 1));
  return isQuoted === (as === "quoted") ? inSource(start, end) : undefined;
}

/** The innermost `config(…)` around an offset, with the setting whose value the offset stands in. */
function configAt(file: SourceFile, offset: number): { readonly key: string | undefined } | undefined {
  let found: { readonly key: string | undefined } | undefined;
  walk(templateOf(file).body, {
    enter(it) {
      if (!contains(it.span, offset)) return "skip";
      if (it.kind !== "call" || contains(it.callee.span, offset)) return undefined;
      if (calleeName(it) !== "config") found = undefined;
      else found = { key: it.arguments.keyword.find(({ value }) => contains(value.span, offset))?.name };
      return undefined;
    },
  });
  return found;
}

function configValues(key: string | undefined, replaces: SourceSpan): readonly Completion[] {
  const values = key === undefined ? [] : (CONFIG_VALUES[key] ?? []);
  return values.map((name) => ({ name, kind: "value", detail: key ?? "", replaces }));
}

function settings(replaces: SourceSpan): readonly Completion[] {
  return Object.entries(CONFIG_KEYS).map(([name, detail]) => ({ name, kind: "setting", detail, replaces }));
}

function macroNames({ environment }: ProjectSnapshot, ownPackage: string, replaces: SourceSpan): readonly Completion[] {
  const { macros, root } = environment;
  return macros.packages.flatMap((packageName) => {
    const isNear = packageName === ownPackage || packageName === root.name;
    return [...macros.in(packageName).values()].flatMap(({ macro }): readonly Completion[] => {
      // Tests and materializations are not for calling, implementations are called by their dispatcher.
      if (macro.tag !== "macro" || macro.name.includes("__")) return [];
      const name = isNear ? macro.name : `${packageName}.${macro.name}`;
      const parameters = macro.parameters.map((it) => it.name).join(", ");
      return [{ name, kind: "macro", detail: `${packageName}: ${macro.name}(${parameters})`, replaces }];
    });
  });
}

function varNames({ environment }: ProjectSnapshot, path: string, replaces: SourceSpan): readonly Completion[] {
  const { root, packages, commandLineVars } = environment;
  const ownName = packageOf({ environment }, path);
  const own = packages.find((it) => it.name === ownName) ?? root;
  const scopes = [commandLineVars, ...[root, own].flatMap(({ vars }) => [vars[ownName], vars])];
  const names = new Set(scopes.flatMap((it) => (isMap(it) ? Object.keys(it) : [])));
  // A package's block of variables is no variable.
  for (const { name } of packages) names.delete(name);
  return [...names].map((name) => ({ name, kind: "var", detail: "variable", replaces }));
}

function isMap(it: unknown): it is object {
  return typeof it === "object" && it !== null && !Array.isArray(it);
}

function nodeNames({ nodes }: ProjectSnapshot, ownPackage: string, replaces: SourceSpan): readonly Completion[] {
  return nodes.ids.flatMap((id) => {
    // An id says it all; asking the nodes would evaluate every config of the project.
    const [kind, packageName = "", name] = id.split(".");
    if (name === undefined || (kind !== "model" && kind !== "seed" && kind !== "snapshot")) return [];
    return [{ name, kind, detail: packageName === ownPackage ? kind : `${kind} of ${packageName}`, replaces }];
  });
}

function sourceNames(
  { environment }: ProjectSnapshot,
  { source, table }: { readonly source: string; readonly table: string | undefined },
  replaces: SourceSpan,
): readonly Completion[] {
  if (table === undefined) {
    const names = new Set(environment.sources.map((it) => it.source));
    return [...names].map((name) => ({ name, kind: "source", detail: "source", replaces }));
  }
  const tables = environment.sources.filter((it) => it.source === source);
  return tables.map((it) => ({ name: it.table, kind: "table", detail: `table of ${source}`, replaces }));
}

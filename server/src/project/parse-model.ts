import type { Location } from "../base/location.ts";
import type { Problem } from "../base/problem.ts";
import { inSource } from "../base/span.ts";
import type { Interpreter } from "../jinja/interpreter.ts";
import { parseTemplate } from "../jinja/parser.ts";
import { render } from "../jinja/render.ts";
import { Unknown } from "../jinja/values.ts";
import { configCall } from "./config-calls.ts";
import { plainConfig } from "./config-value.ts";
import { type ConfigEntries, invalidConfig } from "./context/config-object.ts";
import { errorText } from "./context/error-text.ts";
import { namesOf } from "./context/names.ts";
import { type NodeIdentity, type Scope, silentNotes } from "./context/scope.ts";
import { isPython, templateOf } from "./model-template.ts";
import { type ConfigSetting, effectiveConfig } from "./node-config.ts";
import { parsePhase } from "./parse-phase.ts";
import { patchOf } from "./patch-of.ts";
import type { Plain } from "./plain.ts";
import { relationNameOf } from "./relation-name.ts";
import type { Environment, NodeConfig, NodeFacts, RefCall, SourceCall } from "./snapshot.ts";

/** Milliseconds that evaluating a node's file may take; compiling it comes on top, and both together stay below two seconds. */
const PARSE_TIME = 800;

/**
 * All that other files may know of a node: its file evaluated as dbt's parser does it, without
 * executing anything (spec 1.4), and the config that results (spec 6.1).
 */
export function parseNode(environment: Environment, node: NodeIdentity): NodeFacts {
  const before = effectiveConfig(environment, node, []).config;
  const found = evaluate(environment, node, before);
  const { config, origins } = effectiveConfig(environment, node, found.settings);
  const { relation, problems } = relationNameOf(found.scope, config);
  const hooks = evaluateHooks(found.scope, config);
  const patch = patchOf(environment, node);
  return {
    config,
    configOrigins: origins,
    unknownConfig: found.unknown,
    relation: relationOf(node, config, relation),
    refs: found.refs,
    sources: found.sources,
    macros: [...found.macros],
    columns: patch?.columns ?? [],
    tests: patch?.tests ?? [],
    problems: [...unreadable(environment, node), ...found.problems, ...hooks, ...problems],
  };
}

function unreadable({ problems }: Environment, { path }: NodeIdentity): readonly Problem[] {
  return problems.filter((it) => it.kind === "unreadable" && it.at.path === path);
}

/** An old-style snapshot names its place itself. */
function relationOf(node: NodeIdentity, config: NodeConfig, relation: NodeFacts["relation"]): NodeFacts["relation"] {
  if (node.resourceType !== "snapshot") return relation;
  const { target_schema: schema, target_database: database } = config;
  return {
    ...relation,
    ...(typeof schema === "string" ? { schema } : {}),
    ...(typeof database === "string" ? { database } : {}),
  };
}

interface Evaluated {
  readonly scope: Scope;
  readonly settings: readonly ConfigSetting[];
  readonly unknown: ReadonlySet<string> | "all";
  readonly refs: readonly RefCall[];
  readonly sources: readonly SourceCall[];
  readonly macros: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

function evaluate(environment: Environment, node: NodeIdentity, config: NodeConfig): Evaluated {
  const refs: RefCall[] = [];
  const sources: SourceCall[] = [];
  const settings: ConfigSetting[] = [];
  const unknown = new Set<string>();
  const macros = new Set<string>();
  // A Python model configures itself in Python.
  let allUnknown = isPython(node.path);

  const configured = (given: ConfigEntries | undefined, { site, frame }: Interpreter) => {
    const call = frame || !template ? undefined : configCall(template, site);
    // An unknown after `**` leaves no trace in the arguments: it might set any key.
    const hides = call ? call.hidesKeys(given?.length ?? 0) : given === undefined;
    if (hides) allUnknown = true;
    else if (!given) throw invalidConfig();
    for (const [key, value] of given ?? []) {
      if (key === "**" && value instanceof Unknown) allUnknown = true;
      const { plain, isKnown } = plainConfig(value);
      if (isKnown) settings.push({ key, value: plain, at: call?.at(key) ?? site });
      if (isKnown) unknown.delete(key);
      else unknown.add(key);
    }
  };
  const phase = parsePhase(environment, node, config, { refs, sources, configured });
  const notes = { ...silentNotes, macroCalled: (name: string) => void macros.add(name) };
  const scope: Scope = { environment, node, phase, notes };
  const template = templateOf(node);
  if (!template) return { scope, settings, unknown: allUnknown ? "all" : unknown, refs, sources, macros, problems: [] };

  const limits = { time: PARSE_TIME };
  const rendered = render({
    template,
    path: node.path,
    globals: namesOf(scope),
    undefinedNames: "spread",
    limits,
    describe: errorText,
  });
  const syntax = template.problems.map(({ message, span }) => problemAt(message, { path: node.path, span }));
  const problems = [...syntax, ...rendered.problems];
  return { scope, settings, unknown: allUnknown ? "all" : unknown, refs, sources, macros, problems };
}

/** Hooks are evaluated while parsing as well, for the `ref()`s in them. */
function evaluateHooks(scope: Scope, config: NodeConfig): readonly Problem[] {
  const hooks = [config["pre-hook"], config["post-hook"]].flatMap((it) => (Array.isArray(it) ? (it as Plain[]) : []));
  const texts = hooks.map((it) => (it as { readonly sql?: Plain }).sql).filter((it) => typeof it === "string");
  const globals = namesOf(scope);
  const { path } = scope.node;
  return texts.filter(isTemplate).flatMap((text) => {
    const { problems } = render({
      template: parseTemplate(text),
      path,
      globals,
      undefinedNames: "spread",
      limits: { time: PARSE_TIME / 4 },
    });
    // Offsets in a hook mean nothing in the file that configures it.
    return problems.map(({ kind, message }) => ({ kind, message, at: { path, span: inSource(0, 0) }, causes: [] }));
  });
}

function isTemplate(text: string): boolean {
  return text.includes("{{") || text.includes("{%");
}

function problemAt(message: string, at: Location): Problem {
  return { kind: "jinja-syntax", message, at, causes: [] };
}

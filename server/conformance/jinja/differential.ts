import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Template } from "../../src/jinja/ast.ts";
import type { Globals } from "../../src/jinja/interpreter.ts";
import { parseTemplate } from "../../src/jinja/parser.ts";
import { macroValue, render } from "../../src/jinja/render.ts";
import { str } from "../../src/jinja/text.ts";
import { type NativeCall, NativeFunction, type Value } from "../../src/jinja/values.ts";
import { argumentsOf, refuse, setting, Thing } from "./thing.ts";

/** What Jinja2 did with one file: a line of `jinja_render.py`'s answer. */
interface JinjaAnswer {
  readonly path: string;
  readonly refused: string | null;
  readonly text: string | null;
  readonly error: string | null;
  /** Beginnings of the file, by length in code points, and the parser's message for each. */
  readonly cuts: readonly (readonly [length: number, refused: string | null])[];
}

/** How our Jinja and Jinja2 compare over the files of one folder. */
export interface Agreement {
  readonly jinja2: string;
  readonly files: number;
  /** Files that both parse, or that both refuse. */
  readonly parsedAlike: number;
  readonly refusedByBoth: number;
  /** Beginnings of files that were parsed, and those of them that both parse or both refuse. */
  readonly cuts: number;
  readonly cutsAlike: number;
  /** Files that Jinja2 renders. */
  readonly rendered: number;
  /** Of those, files that we render to the same bytes. */
  readonly equal: number;
  /** Why Jinja2 didn't render the others. */
  readonly errors: readonly string[];
  /** Every difference: the file and what is different in it. */
  readonly differences: readonly string[];
}

/** Parses and renders every `.sql` file of a folder as `jinja_render.py` did, and compares. */
export function compareWithJinja(folder: string, answers: string): Agreement {
  const [head = "{}", ...lines] = readFileSync(answers, "utf8").trimEnd().split("\n");
  const { jinja2, names } = JSON.parse(head) as { readonly jinja2: string; readonly names: readonly string[] };
  const theirs = lines.map((it) => JSON.parse(it) as JinjaAnswer);
  const ours = new Map(theirs.map(({ path }) => [path, parseTemplate(readFileSync(join(folder, path), "utf8"))]));
  const globals = stubGlobals(ours, names);

  const differences: string[] = [];
  const differing = (answer: JinjaAnswer, what: string | undefined) => {
    if (what !== undefined) differences.push(`${answer.path}: ${what}`);
    return what !== undefined;
  };
  const parsedAlike = theirs.filter((it) => !differing(it, parseDifference(it.refused, ours.get(it.path)))).length;
  const cuts = theirs.flatMap((it) => it.cuts.map((cut) => differing(it, cutDifference(ours.get(it.path), cut))));
  const rendered = theirs.filter((it) => it.text !== null);
  const equal = rendered.filter((it) => !differing(it, textDifference(it, ours.get(it.path), globals))).length;
  return {
    jinja2,
    files: theirs.length,
    parsedAlike,
    refusedByBoth: theirs.filter((it) => it.refused !== null && ours.get(it.path)?.problems.length).length,
    cuts: cuts.length,
    cutsAlike: cuts.filter((it) => !it).length,
    rendered: rendered.length,
    equal,
    errors: theirs.flatMap((it) => it.error ?? []),
    differences,
  };
}

function cutDifference(template: Template | undefined, [length, refused]: JinjaAnswer["cuts"][number]) {
  if (!template) return "not read";
  const beginning = [...template.text].slice(0, length).join("");
  const difference = parseDifference(refused, parseTemplate(beginning));
  return difference && `cut at ${length}: ${difference} …${excerpt(beginning, beginning.length - 30)}`;
}

function parseDifference(refused: string | null, template: Template | undefined): string | undefined {
  const problem = template?.problems[0];
  if ((refused !== null) === (problem !== undefined)) return undefined;
  return refused === null ? `we refuse it (${problem?.message}), Jinja2 doesn't` : `Jinja2 refuses it (${refused})`;
}

function textDifference({ path, text }: JinjaAnswer, template: Template | undefined, globals: Globals) {
  if (!template) return "not read";
  const limits = { time: 20_000 };
  const ours = render({ template, path, globals, limits });
  const [problem] = ours.problems;
  if (problem) return `we fail (${problem.message.split("\n")[0]}), Jinja2 renders`;
  // Without a tag dbt doesn't ask Jinja2, and leaves the file as it is.
  const expected = template.hasJinja ? text : template.text;
  if (ours.text === expected) return undefined;
  const at = [...ours.text].findIndex((it, index) => it !== expected?.[index]);
  return `at ${at}: ${excerpt(ours.text, at)} instead of ${excerpt(expected ?? "", at)}`;
}

function excerpt(text: string, at: number): string {
  return JSON.stringify(text.slice(Math.max(0, at - 15), at + 45));
}

/** The context of `jinja_render.py`: macros, dbt's names as plain as can be, Things for whatever else is called. */
function stubGlobals(templates: ReadonlyMap<string, Template>, names: readonly string[]): Globals {
  const known = new Map<string, Value>(names.map((it) => [it, new Thing(it)]));
  const globals: Globals = { lookup: (name) => known.get(name) };
  const macros = new Map<string, Value>();
  for (const [path, { body, text }] of templates)
    for (const macro of body)
      if (macro.kind === "macro")
        macros.set(macro.callName, macroValue({ macro, path, text, label: macro.callName, globals }));

  const nothing: NativeCall = () => "";
  const dispatch: NativeCall = (given, named) =>
    macros.get(`default__${str(given[0] ?? null)}`) ?? new Thing(`adapter.dispatch(${argumentsOf(given, named)})`);
  const own: Readonly<Record<string, Value>> = {
    execute: true,
    is_incremental: new NativeFunction("is_incremental", () => true),
    return: new NativeFunction("return", ([value = null], _named, interpreter) => interpreter.returnValue(value)),
    log: new NativeFunction("log", nothing),
    print: new NativeFunction("print", nothing),
    var: new Thing("var", { call: setting("var") }),
    env_var: new Thing("env_var", { call: setting("env_var") }),
    config: new Thing("config", {
      attributes: { get: new NativeFunction("get", setting("config.get")) },
      call: nothing,
    }),
    adapter: new Thing("adapter", { attributes: { dispatch: new NativeFunction("dispatch", dispatch) } }),
    exceptions: new Thing("exceptions", {
      attributes: {
        raise_compiler_error: new NativeFunction("raise_compiler_error", refuse),
        warn: new NativeFunction("warn", nothing),
      },
    }),
  };
  for (const [name, value] of [...Object.entries(own), ...macros]) known.set(name, value);
  return globals;
}

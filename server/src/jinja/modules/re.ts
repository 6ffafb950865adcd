import { asCount, asText, bind } from "../arguments.ts";
import { Generator } from "../generator.ts";
import { growth } from "../growth.ts";
import type { Interpreter } from "../interpreter.ts";
import { asInteger, clamped, isIntegral } from "../numbers.ts";
import { isString, repr, str, textOf, typeName } from "../text.ts";
import {
  HostObject,
  type KeywordArguments,
  Namespaced,
  type NativeCall,
  NativeFunction,
  PyError,
  PyList,
  PyTuple,
  Unknown,
  type Value,
} from "../values.ts";
import { MatchObject } from "./match.ts";
import { compilePattern, type Engine, FLAGS, type Found } from "./pattern.ts";
import { expandTemplate, parseTemplateText, type TemplatePart } from "./replacement.ts";

type Operation = (engine: Engine, rest: Rest, interpreter: Interpreter) => Value;

/** The arguments behind the pattern. */
type Rest = readonly (Value | undefined)[];

/** A compiled pattern: what `re.compile` gives. */
class PatternObject extends HostObject {
  readonly typeName = "re.Pattern";
  readonly engine: Engine;
  constructor(engine: Engine) {
    super();
    this.engine = engine;
  }
  override str(): string {
    return `re.compile(${repr(this.engine.source)}${this.engine.flags === 0 ? "" : `, ${flagText(this.engine.flags)}`})`;
  }
  override attribute(name: string): Value | undefined {
    if (name === "pattern") return this.engine.source;
    if (name === "flags") return this.engine.flags | FLAGS.U;
    if (name === "groups") return this.engine.groupCount;
    const operation = OPERATIONS.get(name);
    if (!operation) return undefined;
    return new NativeFunction(name, (positional, keyword, interpreter) => {
      const bound = bind(name, operation.parameters, positional, keyword, operation.required);
      return spread(bound) ?? apply(operation, this.engine, bound, interpreter);
    });
  }
}

function flagText(flags: number): string {
  const names = [
    ["re.IGNORECASE", FLAGS.I],
    ["re.MULTILINE", FLAGS.M],
    ["re.DOTALL", FLAGS.S],
    ["re.VERBOSE", FLAGS.X],
    ["re.ASCII", FLAGS.A],
  ] as const;
  return names
    .filter(([, flag]) => (flags & flag) !== 0)
    .map(([name]) => name)
    .join("|");
}

function subject(value: Value | undefined): string {
  if (value !== undefined && isString(value)) return textOf(value);
  throw new PyError("TypeError", `expected string or bytes-like object, got '${typeName(value ?? null)}'`);
}

function searching(how: "match" | "search" | "fullmatch"): Operation {
  return (engine, [text]) => {
    const searched = subject(text);
    const found = engine.find(searched, how);
    return found ? new MatchObject(engine, searched, found) : null;
  };
}

function matches(engine: Engine, text: string, interpreter: Interpreter): readonly Found[] {
  const all: Found[] = [];
  for (const found of engine.findAll(text)) {
    interpreter.charge(1 + text.length / 4096, 1);
    all.push(found);
  }
  return all;
}

function groupText(text: string, found: Found, group: number): string {
  const span = found[group];
  return span ? text.slice(span[0], span[1]) : "";
}

const findAll: Operation = (engine, [subjectText], interpreter) => {
  const text = subject(subjectText);
  const groups = Array.from({ length: engine.groupCount }, (_, at) => at + 1);
  return new PyList(
    matches(engine, text, interpreter).map((found) =>
      groups.length < 2
        ? groupText(text, found, groups.length)
        : new PyTuple(groups.map((group) => groupText(text, found, group))),
    ),
  );
};

const findEach: Operation = (engine, [subjectText], interpreter) => {
  const text = subject(subjectText);
  return new Generator(
    "callable_iterator",
    () => matches(engine, text, interpreter).map((found) => new MatchObject(engine, text, found)),
    "callable_iterator",
  );
};

const split: Operation = (engine, [subjectText, most], interpreter) => {
  const text = subject(subjectText);
  const limit = asCount(most, 0);
  const parts: Value[] = [];
  let at = 0;
  for (const found of matches(engine, text, interpreter).slice(0, limit > 0 ? limit : undefined)) {
    const [start, end] = found[0] ?? [at, at];
    parts.push(text.slice(at, start));
    for (const group of found.slice(1)) parts.push(group ? text.slice(group[0], group[1]) : null);
    at = end;
  }
  return new PyList([...parts, text.slice(at)]);
};

function substitute(
  engine: Engine,
  [by = null, subjectText, most]: Rest,
  interpreter: Interpreter,
): readonly [string, number] {
  const text = subject(subjectText);
  const template = isString(by) ? parseTemplateText(textOf(by), engine) : undefined;
  const limit = asCount(most, 0);
  const found = matches(engine, text, interpreter).slice(0, limit > 0 ? limit : undefined);
  const parts: string[] = [];
  const grow = growth(interpreter.charge);
  let at = 0;
  for (const match of found) {
    const [start, end] = match[0] ?? [at, at];
    const replacement = replacementFor(by, template, { engine, text, match }, interpreter);
    grow(1, start - at + replacement.length);
    parts.push(text.slice(at, start), replacement);
    at = end;
  }
  return [parts.join("") + text.slice(at), found.length];
}

function replacementFor(
  by: Value,
  template: readonly TemplatePart[] | undefined,
  { engine, text, match }: { readonly engine: Engine; readonly text: string; readonly match: Found },
  interpreter: Interpreter,
): string {
  if (template) return expandTemplate(template, text, match);
  const made = interpreter.call(by, [new MatchObject(engine, text, match)], new Map());
  return str(made);
}

interface Signature {
  readonly parameters: readonly string[];
  readonly required: number;
  readonly run: Operation;
}

const OPERATIONS: ReadonlyMap<string, Signature> = new Map<string, Signature>([
  ["match", { parameters: ["string"], required: 1, run: searching("match") }],
  ["search", { parameters: ["string"], required: 1, run: searching("search") }],
  ["fullmatch", { parameters: ["string"], required: 1, run: searching("fullmatch") }],
  ["findall", { parameters: ["string"], required: 1, run: findAll }],
  ["finditer", { parameters: ["string"], required: 1, run: findEach }],
  ["split", { parameters: ["string", "maxsplit"], required: 1, run: split }],
  [
    "sub",
    {
      parameters: ["repl", "string", "count"],
      required: 2,
      run: (engine, rest, it) => substitute(engine, rest, it)[0],
    },
  ],
  [
    "subn",
    {
      parameters: ["repl", "string", "count"],
      required: 2,
      run: (engine, rest, it) => new PyTuple(substitute(engine, rest, it)),
    },
  ],
]);

// The engine needs time for every character times the pattern; short texts are searched in no time.
function chargeFor(engine: Engine, length: number, { charge }: Interpreter): void {
  charge(1 + length / 64 + Math.max(0, length - 2000) * engine.source.length * 4);
}

function apply({ run }: Signature, engine: Engine, rest: Rest, interpreter: Interpreter): Value {
  const lastNewline = rest.some((it) => it !== undefined && isString(it) && textOf(it).endsWith("\n"));
  for (const it of rest) if (it !== undefined && isString(it)) chargeFor(engine, textOf(it).length, interpreter);
  if (engine.endsLoosely && lastNewline) return interpreter.unknown("`$` before a last newline is not evaluated here");
  return run(engine, rest, interpreter);
}

function spread(bound: Rest): Unknown | undefined {
  return bound.find((it) => it instanceof Unknown);
}

function flagsOf(value: Value | undefined): number {
  return value !== undefined && isIntegral(value) ? clamped(asInteger(value)) : 0;
}

/** The pattern ready to run; a `Value` where it can only be unknown. */
function compiled(pattern: Value, flags: number, interpreter: Interpreter): Engine | Unknown | Value {
  if (pattern instanceof PatternObject) return pattern.engine;
  const source = asText(pattern, "first argument");
  interpreter.charge(10 + source.length);
  const made = compilePattern(source, flags);
  if (made.ok) return made.value;
  if (made.error.kind === "invalid") throw new PyError("error", made.error.message);
  return interpreter.unknown(made.error.message);
}

function isEngine(it: Engine | Value): it is Engine {
  return typeof it === "object" && it !== null && "findAll" in it;
}

function onText(name: string, signature: Signature): NativeCall {
  const { parameters, required } = signature;
  const names = ["pattern", ...parameters, "flags"];
  return (positional, keyword, interpreter) => {
    const bound = bind(name, names, positional, keyword, required + 1);
    const unknown = spread(bound);
    if (unknown) return unknown;
    const engine = compiled(bound[0] ?? null, flagsOf(bound.at(-1)), interpreter);
    return isEngine(engine) ? apply(signature, engine, bound.slice(1, -1), interpreter) : engine;
  };
}

function compile(positional: readonly Value[], keyword: KeywordArguments, interpreter: Interpreter): Value {
  const [pattern = null, flags] = bind("compile", ["pattern", "flags"], positional, keyword, 1);
  if (pattern instanceof Unknown || pattern instanceof PatternObject) return pattern;
  const engine = compiled(pattern, flagsOf(flags), interpreter);
  return isEngine(engine) ? new PatternObject(engine) : engine;
}

/** dbt's `modules.re`, on an engine that needs linear time. What it has no answer for (lookaround, backreferences) is unknown. */
export function reModule(): HostObject {
  const members = new Map<string, Value>([
    ...[...OPERATIONS].map(([name, signature]) => [name, new NativeFunction(name, onText(name, signature))] as const),
    ["compile", new NativeFunction("compile", compile)],
    [
      "escape",
      new NativeFunction("escape", ([text]) => subject(text).replace(/[\t-\r #$&()*+\-.?[\\\]^{|}~]/g, "\\$&")),
    ],
    ["purge", new NativeFunction("purge", () => null)],
    ...[...Object.entries(FLAGS), ...LONG_FLAGS],
  ]);
  return new Namespaced("module", (name) => members.get(name));
}

const LONG_FLAGS: readonly (readonly [string, number])[] = [
  ["IGNORECASE", FLAGS.I],
  ["MULTILINE", FLAGS.M],
  ["DOTALL", FLAGS.S],
  ["VERBOSE", FLAGS.X],
  ["ASCII", FLAGS.A],
  ["UNICODE", FLAGS.U],
  ["LOCALE", FLAGS.L],
  ["NOFLAG", 0],
];

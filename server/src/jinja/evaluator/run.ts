import type { Location } from "../../base/location.ts";
import type { SourceSpan } from "../../base/span.ts";
import type { Node } from "../ast.ts";
import type { Describe, Interpreter, Limits, UndefinedNames, Unknowing } from "../interpreter.ts";
import type { CallFrame } from "../output.ts";
import { parseTemplate } from "../parser.ts";
import { type Charge, type KeywordArguments, PyError, Traced, Unknown, type Value } from "../values.ts";
import { callValue } from "./calls.ts";
import { Meter } from "./limits.ts";
import { type Place, trail } from "./place.ts";
import { Scope } from "./scope.ts";
import { ReturnSignal } from "./signals.ts";
import { execute, type Flow } from "./statements.ts";
import { Writer } from "./writer.ts";

/** What a call changes and its end sets back. */
interface Checkpoint {
  readonly place: Place;
  readonly scope: Scope;
  readonly out: Writer;
  readonly at: { readonly span: SourceSpan };
  readonly depth: number;
  readonly returnable: boolean;
}

/** The state of one render: where it is, what names mean there, and where its text goes. */
export class Run implements Interpreter {
  readonly meter: Meter;
  readonly undefinedNames: UndefinedNames;
  readonly describe: Describe;
  readonly unknowns: Unknowing[] = [];
  place: Place;
  scope = new Scope(undefined);
  out: Writer;
  /** The node being evaluated; what an error is blamed on. */
  at: { readonly span: SourceSpan };
  /** Whether a macro of a project file is under way, which `return` could end. */
  returnable = false;
  /** Whether something unknown has decided which way to go: what goes wrong from there on may not go wrong at all. */
  hasGuessed = false;
  readonly #asked = new Map<string, readonly Unknowing[]>();

  constructor(place: Place, at: { readonly span: SourceSpan }, options: RunOptions) {
    this.meter = new Meter(options.limits);
    this.undefinedNames = options.undefinedNames ?? "fail";
    this.describe = options.describe ?? (({ message }) => message);
    this.place = place;
    this.at = at;
    this.out = new Writer(this.meter);
  }

  /** Evaluates statements in the present scope; a method so that what they are made of need not import them. */
  execute(nodes: readonly Node[]): Flow {
    return execute(this, nodes);
  }

  /** What the present writer got, as a value that keeps its origins. */
  printed(): Traced {
    const { text, pieces, spoilt } = this.out;
    if (!spoilt) return new Traced(text, pieces);
    this.at = spoilt.at;
    throw spoilt.error;
  }

  checkpoint(): Checkpoint {
    const { place, scope, out, at, returnable } = this;
    return { place, scope, out, at, returnable, depth: this.meter.depth };
  }

  reset({ place, scope, out, at, returnable, depth }: Checkpoint): void {
    this.place = place;
    this.scope = scope;
    this.out = out;
    this.at = at;
    this.returnable = returnable;
    this.meter.depth = depth;
  }

  call(callee: Value, positional: readonly Value[], keyword: KeywordArguments): Value {
    return callValue(this, callee, { positional, keyword });
  }

  render(text: string): string {
    const template = parseTemplate(text);
    if (!template.hasJinja) return text;
    const [problem] = template.problems;
    if (problem) throw new PyError("CompilationError", problem.message);
    const before = this.checkpoint();
    this.meter.depth = before.depth + 1;
    this.place = { ...before.place, text, stand: this.site };
    this.scope = new Scope(undefined);
    this.out = new Writer(this.meter);
    execute(this, template.body);
    const { text: rendered } = this.printed();
    this.reset(before);
    return rendered;
  }

  returnValue(value: Value): never {
    if (!this.returnable)
      throw new PyError("CompilationError", "return() only works inside a macro of a project or package");
    throw new ReturnSignal(value);
  }

  // A property and not a method: native functions take it out of its object and hand it on.
  readonly charge: Charge = (steps, size = 0) => this.meter.charge(steps, size);

  unknown(reason: string): Unknown {
    const asking = { reason, ...trail(this.place, this.site) };
    const known = this.#asked.get(reason) ?? [];
    if (this.unknowns.length < MOST_UNKNOWNS && !known.some((it) => isInside(it, asking))) {
      this.#asked.set(reason, [...known, asking]);
      this.unknowns.push(asking);
    }
    return new Unknown(reason);
  }

  /** As `unknown`, where the value would have decided what is evaluated next. */
  guess(reason: string): void {
    this.hasGuessed = true;
    this.unknown(reason);
  }

  get frame(): CallFrame | undefined {
    return this.place.frame;
  }

  get site(): Location {
    return this.place.stand ?? { path: this.place.path, span: this.at.span };
  }
}

/** More of them tell nobody anything. */
const MOST_UNKNOWNS = 1_000;

/** Whether one asking stands within another on the same way: a call within the tag that prints it. */
function isInside(inner: Unknowing, outer: Unknowing): boolean {
  const places = [outer.at, ...outer.causes];
  const others = [inner.at, ...inner.causes];
  if (places.length !== others.length) return false;
  return places.every(({ path, span }, at) => {
    const other = others[at];
    return other?.path === path && span.start <= other.span.start && other.span.end <= span.end;
  });
}

/** What a render may be told beside its template. */
interface RunOptions {
  readonly limits?: Partial<Limits> | undefined;
  readonly undefinedNames?: UndefinedNames | undefined;
  readonly describe?: Describe | undefined;
}

import { assertNever } from "../base/never.ts";
import type { Arguments, Call, Expression, Node, Parameter, Target } from "./ast.ts";

/** Anything in a template's tree that has a kind. */
export type Tree = Node | Expression | Target;

/** What a visitor may ask for: leave out what is below, or end the walk. */
export type Step = "skip" | "stop" | undefined;

/** What to do at each tree of a walk. */
export interface Visitor {
  /** Called on the way down. `parents` is outermost first, and only good during the call. */
  readonly enter?: (it: Tree, parents: readonly Tree[]) => Step;
  /** Called on the way up, also for what was skipped. */
  readonly leave?: (it: Tree, parents: readonly Tree[]) => void;
}

/** Visits the trees and everything below them in the order in which they stand in the source; false if it was stopped. */
export function walk(trees: readonly Tree[], visitor: Visitor): boolean {
  const parents: Tree[] = [];
  const visit = (it: Tree): boolean => {
    const step = visitor.enter?.(it, parents);
    if (step === "stop") return false;
    parents.push(it);
    const finished = step === "skip" || everyChild(it, visit);
    parents.pop();
    if (finished) visitor.leave?.(it, parents);
    return finished;
  };
  return trees.every(visit);
}

/** Asks `visit` of each direct child in source order, until one says false. */
export function everyChild(it: Tree, visit: (child: Tree) => boolean): boolean {
  const all = (trees: readonly Tree[] | undefined) => trees === undefined || trees.every(visit);
  const one = (tree: Tree | undefined) => tree === undefined || visit(tree);
  switch (it.kind) {
    case "text":
    case "comment":
    case "raw":
    case "break":
    case "continue":
    case "literal":
    case "name":
    case "missing":
    case "name-target":
    case "member-target":
      return true;
    case "print":
    case "do":
      return visit(it.value);
    case "set":
      return visit(it.target) && visit(it.value);
    case "set-block":
      return visit(it.target) && all(it.filters) && all(it.body);
    case "filter-block":
      return all(it.filters) && all(it.body);
    case "if":
      return it.branches.every((branch) => visit(branch.test) && all(branch.body)) && all(it.otherwise);
    case "for":
      return visit(it.target) && visit(it.items) && one(it.test) && all(it.body) && all(it.otherwise);
    case "macro":
      return fallbacks(it.parameters, visit) && all(it.body);
    case "call-block":
      return fallbacks(it.parameters, visit) && visit(it.call) && all(it.body);
    case "with":
      return it.bindings.every((binding) => visit(binding.target) && visit(binding.value)) && all(it.body);
    case "dbt-block":
    case "loader":
      return all(it.body);
    case "tuple-target":
    case "list":
    case "tuple":
      return all(it.items);
    default:
      return everyOperand(it, visit);
  }
}

type Compound = Extract<
  Tree,
  {
    kind:
      | "dict"
      | "member"
      | "item"
      | "slice"
      | "call"
      | "filter"
      | "test"
      | "unary"
      | "binary"
      | "compare"
      | "conditional";
  }
>;

function everyOperand(it: Compound, visit: (child: Tree) => boolean): boolean {
  const one = (tree: Tree | undefined) => tree === undefined || visit(tree);
  switch (it.kind) {
    case "dict":
      return it.entries.every(({ key, value }) => visit(key) && visit(value));
    case "member":
      return visit(it.object);
    case "item":
      return visit(it.object) && visit(it.index);
    case "slice":
      return visit(it.object) && one(it.from) && one(it.to) && one(it.step);
    case "call":
      return visit(it.callee) && everyArgument(it.arguments, visit);
    case "filter":
    case "test":
      return one(it.input) && everyArgument(it.arguments, visit);
    case "unary":
      return visit(it.operand);
    case "binary":
      return visit(it.left) && visit(it.right);
    case "compare":
      return visit(it.first) && it.rest.every(({ value }) => visit(value));
    case "conditional":
      return visit(it.then) && visit(it.test) && one(it.otherwise);
    default:
      return assertNever(it);
  }
}

/** Keywords may stand before and behind `*rest`, so these are visited by kind, not strictly by place. */
function everyArgument(given: Arguments, visit: (child: Tree) => boolean): boolean {
  const { positional, keyword, splat, keywordSplat } = given;
  return (
    positional.every(visit) &&
    keyword.every(({ value }) => visit(value)) &&
    (splat === undefined || visit(splat)) &&
    (keywordSplat === undefined || visit(keywordSplat))
  );
}

function fallbacks(parameters: readonly Parameter[], visit: (child: Tree) => boolean): boolean {
  return parameters.every(({ fallback }) => fallback === undefined || visit(fallback));
}

/** The dotted name of what is called, `dbt_utils.star`; undefined when it is not a plain chain of names. */
export function calleeName(call: Call): string | undefined {
  return dottedName(call.callee);
}

/** `a.b.c` for a chain of attributes that starts with a name. */
export function dottedName(it: Expression): string | undefined {
  if (it.kind === "name") return it.name;
  if (it.kind !== "member") return undefined;
  const object = dottedName(it.object);
  return object === undefined ? undefined : `${object}.${it.name}`;
}

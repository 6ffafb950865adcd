import { inSource } from "../base/span.ts";
import type { Arguments, Expression, Keyword } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression } from "./parse-expression.ts";

/** The arguments of a call, a filter or a test that has none. */
export const noArguments = {
  given: { positional: [], keyword: [], splat: undefined, keywordSplat: undefined } satisfies Arguments as Arguments,
  height: 0,
};

interface Collected {
  readonly positional: Expression[];
  readonly keyword: Keyword[];
  splat: Expression | undefined;
  keywordSplat: Expression | undefined;
  height: number;
}

/** `(a, b=1, *rest, **more)`, from the opening parenthesis on. */
export function parseArguments(c: Cursor): { given: Arguments; height: number; closed: boolean } {
  const all: Collected = { positional: [], keyword: [], splat: undefined, keywordSplat: undefined, height: 0 };
  const closed = parseItems(c, ")", () => {
    parseArgument(c, all);
    all.height = Math.max(all.height, c.height);
  });
  const { height, ...given } = all;
  return { given, height, closed };
}

function parseArgument(c: Cursor, all: Collected): void {
  if (c.is("*")) {
    allow(c, !all.splat && !all.keywordSplat);
    c.take();
    all.splat = parseExpression(c);
  } else if (c.is("**")) {
    allow(c, !all.keywordSplat);
    c.take();
    all.keywordSplat = parseExpression(c);
  } else if (c.token.kind === "name" && isAssignment(c)) {
    allow(c, !all.keywordSplat);
    all.keyword.push(parseKeyword(c, all.keyword));
  } else {
    allow(c, !all.splat && !all.keywordSplat && all.keyword.length === 0);
    all.positional.push(parseExpression(c));
  }
}

function isAssignment(c: Cursor): boolean {
  const next = c.look();
  return next.kind === "operator" && next.text === "=";
}

function parseKeyword(c: Cursor, before: readonly Keyword[]): Keyword {
  const { start, end, text: name } = c.take();
  const nameSpan = inSource(start, end);
  if (before.some((it) => it.name === name)) c.problem(`keyword argument repeated: ${name}`, nameSpan);
  c.take();
  const value = parseExpression(c);
  return { name, nameSpan, value, span: c.spanFrom(start) };
}

function allow(c: Cursor, allowed: boolean): void {
  if (!allowed) c.problem("invalid syntax for function call expression");
}

/**
 * Items between a bracket, at which the cursor stands, and its `closer`, with commas between and perhaps behind.
 *
 * An item that goes wrong is skipped, so that those behind it are still seen. Says whether the closer was there.
 */
export function parseItems(c: Cursor, closer: string, item: () => void): boolean {
  c.take();
  while (!c.is(closer)) {
    if (c.atEnd || c.is("}}")) {
      c.expected(closer);
      return false;
    }
    item();
    if (c.is(closer)) break;
    if (!c.takeIf(",")) {
      c.expected(",");
      c.skipItem();
      if (c.is(closer)) break;
      if (!c.takeIf(",")) return false;
    }
    c.calm();
  }
  return c.expect(closer);
}

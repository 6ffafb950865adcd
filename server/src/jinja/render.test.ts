import { expect, test } from "vitest";
import type { Expression } from "./ast.ts";
import { parseTemplate } from "./parser.ts";
import { evaluate } from "./render.ts";
import { repr } from "./text.ts";

function expressionOf(text: string): Expression {
  const [node] = parseTemplate(`{{ ${text} }}`).body;
  if (node?.kind !== "print") throw new Error("the text is no expression");
  return node.value;
}

const globals = { lookup: (name: string) => (name === "a" ? 20 : undefined) };

test("an expression alone has a value", () => {
  const result = evaluate(expressionOf("[a + 1, 'x']"), globals);
  expect(result.ok && repr(result.value)).toBe("[21, 'x']");
});

test("what goes wrong in it is a problem with a place", () => {
  const failed = evaluate(expressionOf("a + nope.b"), globals);
  expect(failed).toMatchObject({
    ok: false,
    error: { kind: "jinja-syntax", message: "'nope' is undefined", at: { span: { start: 7, end: 13 } } },
  });
  const unfinished = evaluate(expressionOf("a + "), globals);
  expect(unfinished).toMatchObject({ ok: false, error: { message: "This expression is not complete." } });
  const endless = evaluate(expressionOf("'x' * 10**9"), globals, { size: 100 });
  expect(endless).toMatchObject({ ok: false, error: { kind: "limit" } });
});

import { expect, test } from "vitest";
import { grouped } from "../../test-kit/jinja-tree.ts";
import type { Expression } from "./ast.ts";
import { parseTemplate } from "./parser.ts";

function expressionOf(source: string): Expression {
  const { body, problems } = parseTemplate(`{{ ${source} }}`);
  expect(problems).toEqual([]);
  const [print] = body;
  if (print?.kind !== "print") throw new Error(`not printed: ${source}`);
  return print.value;
}

test.each([
  ["a or b and not c", "(a or (b and (not c)))"],
  ["not a == b", "(not (a == b))"],
  ["not a in b", "(not (a in b))"],
  ["a not in b", "(a not in b)"],
  ["a < b <= c != d", "(a < b <= c != d)"],
  ["a + b * c - d", "((a + (b * c)) - d)"],
  ["a ~ b + c", "((a ~ b) + c)"],
  ["a ~ b * c ~ d", "((a ~ (b * c)) ~ d)"],
  ["a // b % c / d", "(((a // b) % c) / d)"],
  ["a ** b ** c", "((a ** b) ** c)"],
  ["-a ** b", "((-a) ** b)"],
  ["2 ** -a", "(2 ** (-a))"],
  ["-1|abs", "((-1)|abs())"],
  ["-a.b|abs", "((-a.b)|abs())"],
  ["--a", "(-(-a))"],
  ["a + b|f", "(a + (b|f()))"],
  ["a * b is odd", "(a * (b is odd()))"],
  ["a|f|g(1, k=2)", "((a|f())|g(1, k=2))"],
  ["a|ns.f", "(a|ns.f())"],
  ["a|f(1)(2)", "(a|f(1))(2)"],
  ["a is divisibleby 2 + 1", "((a is divisibleby(2)) + 1)"],
  ["a is divisibleby x.y[0](1)", "(a is divisibleby(x.y[0](1)))"],
  ["a is not sameas(b) or c", "((a is not sameas(b)) or c)"],
  ["a is none and b is defined", "((a is none()) and (b is defined()))"],
  ["a if b else c if d else e", "(a if b else (c if d else e))"],
  ["a if b", "(a if b)"],
  ["a if b if c", "((a if b) if c)"],
  ["a or b if c and d else e", "((a or b) if (c and d) else e)"],
  ["(a, b)", "(a, b,)"],
  ["a, b", "(a, b,)"],
  ["a,", "(a,)"],
  ["()", "()"],
  ["(a)", "a"],
  ["[a, b,]", "[a, b]"],
  ["{'a': 1, b: [2],}", '{"a": 1, b: [2]}'],
  ["{'a': {'b': {}}}", '{"a": {"b": {}}}'],
  ["a.b.c", "a.b.c"],
  ["a.0.1", "a[0][1]"],
  ["a['b']", 'a["b"]'],
  ["a[1, 2]", "a[(1, 2,)]"],
  ["a[1:2:3]", "a[1:2:3]"],
  ["a[:]", "a[::]"],
  ["a[::-1]", "a[::(-1)]"],
  ["a[:b]", "a[:b:]"],
  ["f(a, *b, **c)", "f(a, *b, **c)"],
  ["f(a, k=b, *c,)", "f(a, k=b, *c)"],
  ["f()()[0].g()", "f()()[0].g()"],
  ["'a' \"b\" 'c'", '"abc"'],
  ["true", "true"],
  ["False", "false"],
  ["None", "null"],
  ["TRUE", "TRUE"],
  ["for", "for"],
])("%s", (source, expected) => {
  expect(grouped(expressionOf(source))).toBe(expected);
});

test.each([
  ["1_000", "integer", 1000],
  ["0x_fF", "integer", 255],
  ["0b1_01", "integer", 5],
  ["0o17", "integer", 15],
  ["00", "integer", 0],
  ["9007199254740991", "integer", 9007199254740991],
  ["9007199254740993", "integer", 9007199254740993n],
  ["0x20000000000001", "integer", 9007199254740993n],
  ["1.5", "float", 1.5],
  ["1e3", "float", 1000],
  ["1_0.2_5E-1", "float", 1.025],
  ["00.5", "float", 0.5],
  ["none", "none", null],
  ["True", "boolean", true],
  ["'it''s'", "string", "its"],
  [String.raw`'a\n\t\x41\u00e9\101\'\\'`, "string", "a\n\tAéA'\\"],
  [String.raw`'\U0001F600'`, "string", "😀"],
  [String.raw`'\d+'`, "string", "\\d+"],
  ["'a\\\nb'", "string", "ab"],
  ["'a\r\nb'", "string", "a\nb"],
  [String.raw`'\é'`, "string", "\\xe9"],
])("the literal %s", (source, type, value) => {
  expect(expressionOf(source)).toMatchObject({ kind: "literal", type, value });
});

test("only a single string without escapes knows where its text stands", () => {
  expect(expressionOf("'abc'")).toMatchObject({ content: { start: 4, end: 7 } });
  expect(expressionOf("'a' 'b'")).toMatchObject({ content: undefined });
  expect(expressionOf(String.raw`'a\n'`)).toMatchObject({ content: undefined });
  expect(expressionOf("'a\r\n'")).toMatchObject({ content: undefined });
});

test.each([
  ["a + b * c", { start: 3, end: 12 }],
  ["(a + b) * c", { start: 3, end: 14 }],
  ["(a, b)", { start: 3, end: 9 }],
  ["f( a )", { start: 3, end: 9 }],
  ["  a.b  ", { start: 5, end: 8 }],
  ["a | upper", { start: 3, end: 12 }],
  ["- a", { start: 3, end: 6 }],
])("the span of %s", (source, span) => {
  expect(expressionOf(source).span).toEqual(span);
});

test("names within an expression have spans of their own", () => {
  expect(expressionOf("a.bc(key = 1) | trim is odd")).toMatchObject({
    nameSpan: { start: 27, end: 30 },
    input: {
      nameSpan: { start: 19, end: 23 },
      input: {
        callee: { nameSpan: { start: 5, end: 7 } },
        arguments: { keyword: [{ nameSpan: { start: 8, end: 11 }, span: { start: 8, end: 15 } }] },
      },
    },
  });
});

test("long chains that may be regrouped stay shallow, and keep their order", () => {
  const names = Array.from({ length: 1_000 }, (_, index) => `a${index}`);
  const written = grouped(expressionOf(names.join(" ~ ")));
  expect(written.replaceAll(/[()]/g, "")).toBe(names.join(" ~ "));
  expect(/\(+/.exec(written)?.[0].length).toBe(9);
});

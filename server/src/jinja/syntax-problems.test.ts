import { expect, test } from "vitest";
import { parseTemplate } from "./parser.ts";

/** The problems of a template as "place: message @ the text they stand at". */
function problemsOf(text: string): readonly string[] {
  const { problems } = parseTemplate(text);
  return problems.map(({ message, span }) => `${span.start}: ${message} @ ${text.slice(span.start, span.end)}`);
}

test.each([
  ["{{ }}", "3: Expected an expression, got 'end of print statement' @ }}"],
  ["{{ a b }}", "5: expected token 'end of print statement', got 'b' @ b"],
  ["{{ a 'b' }}", "5: expected token 'end of print statement', got 'string' @ 'b'"],
  ["{{ 1 = 2 }}", "5: expected token 'end of print statement', got '=' @ ="],
  ["{{ a + }}", "7: unexpected 'end of print statement' @ }}"],
  ["{{ a + }} {{ * }}", "7: unexpected 'end of print statement' @ }}", "13: unexpected '*' @ *"],
  ["{{ f(a b) }}", "7: expected token ',', got 'b' @ b"],
  ["{{ [1 2] }}", "6: expected token ',', got 'integer' @ 2"],
  ["{{ (1 2) }}", "6: expected token ')', got 'integer' @ 2"],
  ["{{ {a b} }}", "6: expected token ':', got 'b' @ b"],
  ["{{ {a} }}", "5: expected token ':', got '}' @ }"],
  ["{{ a. }}", "6: expected name or number @ }}"],
  ["{{ a | }}", "7: expected token 'name', got 'end of print statement' @ }}"],
  ["{{ a is b is c }}", "10: You cannot chain multiple tests with is @ is"],
  ["{{ a is not }}", "12: expected token 'name', got 'end of print statement' @ }}"],
  ["{{ f(a=1, b) }}", "10: invalid syntax for function call expression @ b"],
  ["{{ f(**a, *b) }}", "10: invalid syntax for function call expression @ *"],
  ["{{ f(a=1, b=2, a=3) }}", "15: keyword argument repeated: a @ a"],
  ["{{ a[1:2, 3] }}", "10: a slice cannot be one of several indexes @ 3"],
  ["{{ a $ b }}", "5: unexpected char '$' at 5 @ $"],
  ["{{ a ! }}", "5: unexpected char '!' at 5 @ !"],
  ["{{ a² }}", "3: Invalid character in identifier @ a²"],
  [String.raw`{{ 'a\x1' }}`, String.raw`3: truncated \xXX escape @ 'a\x1'`],
  [String.raw`{{ '\U00110000' }}`, String.raw`3: illegal Unicode character @ '\U00110000'`],
  ["{{ ref('a' }}", "11: unexpected '}', expected ')' @ }}"],
  ["{{ [a) }}", "5: unexpected ')', expected ']' @ )"],
  ["{{ a) }}", "4: unexpected ')' @ )"],
  ["{{ {'a': 1 }}", "12: unexpected '}' @ }"],
  ["{{ a } }}", "5: unexpected '}' @ }"],
  ["{{ a }\n", "5: unexpected '}' @ }"],
  ["{{ a %}", "5: unexpected '}' @ %}"],
  ["{% set a = 1 }}", "13: unexpected '}' @ }}"],
  ["{{ a +}}", "6: unexpected 'end of print statement' @ }}"],
  ["{% %}", "0: tag name expected @ {% %}"],
  ["{% 1 %}", "3: tag name expected @ 1"],
  ["{% if a if b else c %}{% endif %}", "8: expected token 'end of statement block', got 'if' @ if"],
  ["{% if %}{% endif %}", "6: Expected an expression, got 'end of statement block' @ %}"],
  ["{% if a %}{% endif b %}", "19: expected token 'end of statement block', got 'b' @ b"],
  ["{% for a of b %}{% endfor %}", "9: expected token 'in', got 'of' @ of"],
  ["{% for a, in b %}{% endfor %}", "13: expected token 'in', got 'b' @ b"],
  ["{% for loop in a %}{% endfor %}", "7: Can't assign to special loop variable in for-loop @ loop"],
  ["{% set 1 = 2 %}", "7: can't assign to 'const' @ 1"],
  ["{% set (a, ns.b) = 2 %}", "7: can't assign to 'tuple' @ (a, ns.b)"],
  ["{% set a.b.c = 2 %}", "10: expected token 'end of statement block', got '.' @ ."],
  ["{% macro %}{% endmacro %}", "9: expected token 'name', got 'end of statement block' @ %}"],
  ["{% macro none() %}{% endmacro %}", "9: can't assign to 'name' @ none"],
  ["{% macro m %}{% endmacro %}", "11: expected token '(', got 'end of statement block' @ %}"],
  ["{% macro m(a=1, b) %}{% endmacro %}", "16: non-default argument follows default argument @ b"],
  ["{% macro m(a, a) %}{% endmacro %}", "14: duplicate argument 'a' in function definition @ a"],
  ["{% call f %}{% endcall %}", "8: expected call @ f"],
  ["{% call f() | g %}{% endcall %}", "8: expected call @ f() | g"],
  ["{% with a %}{% endwith %}", "10: expected token '=', got 'end of statement block' @ %}"],
  ["{% import 'a' %}", "14: expected token 'as', got 'end of statement block' @ %}"],
  [
    "{% materialization m, foo='a' %}{% endmaterialization %}",
    "22: materialization 'm' received unknown argument 'foo'. @ foo",
  ],
  ["{% break %}", "0: 'break' outside loop @ {% break %}"],
  [
    "{% for a in b %}{% macro m() %}{% continue %}{% endmacro %}{% endfor %}",
    "31: 'continue' not properly in loop @ {% continue %}",
  ],
  ["{% for a in b %}{% else %}{% break %}{% endfor %}", "26: 'break' outside loop @ {% break %}"],
  ["{% raw %}a", "0: Missing end of raw directive @ {%"],
  ["a {# b\n{{ c }}", "2: Missing end of comment tag @ {#"],
  ["{% endif %}", "3: Encountered unknown tag 'endif'. @ endif"],
  ["{% foo a, b %}", "3: Encountered unknown tag 'foo'. @ foo"],
])("%s", (text, ...expected) => {
  expect(problemsOf(text)).toEqual(expected);
});

test("each slip of a long call is said, once", () => {
  expect(problemsOf("{{ config(\n  a=,\n  b='x' y,\n  c=[1 2],\n  d=1\n) }}")).toEqual([
    "15: unexpected ',' @ ,",
    "25: expected token ',', got 'y' @ y",
    "35: expected token ',', got 'integer' @ 2",
  ]);
});

test("braces within braces are one problem, and the call is whole", () => {
  const text = "{{ config(a={{ var('x') }}, b=1) }}";
  expect(problemsOf(text)).toEqual(["12: unexpected '{{' inside an expression: the text is Jinja code already @ {{"]);
  expect(parseTemplate(text).body).toMatchObject([
    { value: { kind: "call", closed: true, arguments: { keyword: [{ name: "a" }, { name: "b" }] } } },
  ]);
});

const ifTags = "'elif' or 'else' or 'endif'";

test("a block without its end is said at its opening tag, with its line and what is missing", () => {
  expect(problemsOf("a\n{% if b %}\n{% set c %}\n")).toEqual([
    `2: Unexpected end of template. Jinja was looking for the following tags: ${ifTags}. ` +
      "The innermost block that needs to be closed is 'if'. The 'if' on line 2 has no 'endif'. @ {% if b %}",
    "13: Unexpected end of template. Jinja was looking for the following tags: 'endset'. " +
      "The innermost block that needs to be closed is 'set'. The 'set' on line 3 has no 'endset'. @ {% set c %}",
  ]);
});

test("a block that another's end tag cuts off is said at its opening tag", () => {
  const cutOff =
    `16: Encountered unknown tag 'endfor'. You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for ${ifTags}. ` +
    "The innermost block that needs to be closed is 'if'. The 'if' on line 1 has no 'endif'. @ {% if c %}";
  expect(problemsOf("{% for a in b %}{% if c %}{% endfor %}")).toEqual([cutOff]);
  expect(problemsOf("{% for a in b %}{% if c %}{% endfor %}{% endif %}")).toEqual([cutOff]);
  expect(problemsOf("{% for a in b %}{% if c %}{% endfor %}{% else %}{% endif %}{% endfor %}")).toEqual([cutOff]);
});

test("an end tag too much is one problem", () => {
  expect(problemsOf("{% if a %}{% endfor %}{% endif %}")).toEqual([
    `13: Encountered unknown tag 'endfor'. Jinja was looking for the following tags: ${ifTags}. ` +
      "The innermost block that needs to be closed is 'if'. @ endfor",
  ]);
});

test.each([
  "{% iff a %}b{% elif c %}d{% else %}{% endif %}",
  "{% fro a in b %}{% endfor %}",
  "{% maco m(a) %}{% endmacro %}",
  "{% cache 'a' %}{% endcache %}",
])("the end of a tag that nobody knows is no second problem: %s", (text) => {
  expect(problemsOf(text)).toHaveLength(1);
});

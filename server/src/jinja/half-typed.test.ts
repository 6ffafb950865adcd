import { expect, test } from "vitest";
import { outlined } from "../../test-kit/jinja-tree.ts";
import { parseTemplate } from "./parser.ts";

/** What is left of a template that is being typed: its outline, and the texts at which problems stand. */
function leftOf(text: string): { outline: string; at: readonly string[] } {
  const { body, problems } = parseTemplate(text);
  return {
    outline: outlined(body),
    at: problems.map(({ span }) => `${span.start}:${text.slice(span.start, span.end)}`),
  };
}

test.each([
  ["{{", "print ?", "0:{{"],
  ["{{ ", "print ?", "0:{{"],
  ["{{ ref('ord", 'print ref("ord"', "0:{{"],
  ["{{ ref(", "print ref(", "0:{{"],
  ["{{ ref('a', ", 'print ref("a"', "0:{{"],
  ["{{ a.", "print a.", "0:{{"],
  ["{{ a | ", "print (a|())", "0:{{"],
  ["{% ", "", "0:{%"],
  ["{% if a", "if a[]…", "0:{%"],
  ["{% set a = ", "set a = ?", "0:{%"],
])("%j", (text, outline, ...at) => {
  expect(leftOf(text)).toEqual({ outline, at });
});

test("an expression without its end takes its line and no more", () => {
  expect(leftOf("select {{ \nfrom a\nwhere {{ b }}")).toEqual({
    outline: '"select " print ? "\\nfrom a\\nwhere " print b',
    at: ["7:{{"],
  });
  expect(leftOf("from {{ ref('a')\nwhere b = {{ c }}")).toEqual({
    outline: '"from " print ref("a") "\\nwhere b = " print c',
    at: ["5:{{"],
  });
  expect(leftOf("from {{ ref('a\nwhere b = 'c'")).toEqual({
    outline: `"from " print ref("a" "\\nwhere b = 'c'"`,
    at: ["5:{{"],
  });
});

test("the next tag ends one that is open on the same line", () => {
  expect(leftOf("{{ a {{ b }}")).toEqual({ outline: "print a print b", at: ["0:{{"] });
  expect(leftOf("{% if a {% endif %}")).toEqual({ outline: "if a[]", at: ["0:{%"] });
});

test("a call over several lines is kept as far as it plainly goes", () => {
  expect(leftOf("{{ config(\n  a='x',\n  b=[1,\n    2]\n\nselect * from {{ ref('c') }}")).toEqual({
    outline: 'print config(a="x", b=[1, 2] "\\n\\nselect * from " print ref("c")',
    at: ["0:{{"],
  });
  expect(leftOf("{{\n  config(\n    a='x'\n\nselect 1 from b {# c #}")).toEqual({
    outline: 'print config(a="x" "\\n\\nselect 1 from b " comment',
    at: ["0:{{"],
  });
});

test("a string without its quote ends before what closes the tag", () => {
  expect(leftOf("{{ ref('a) }}\nselect 'b' from {{ ref('c') }}")).toEqual({
    outline: `print ref("a") "\\nselect 'b' from " print ref("c")`,
    at: ["7:'a"],
  });
  expect(leftOf("{{ config(\n  a='x,\n  b='y'\n) }}\nselect 1")).toEqual({
    outline: 'print config(a="x", b="y") "\\nselect 1"',
    at: ["15:'x"],
  });
});

test("a string may hold the delimiters of another template", () => {
  expect(leftOf(`{{ config(hook="{{ a }} and {% b %}") }}`)).toEqual({
    outline: 'print config(hook="{{ a }} and {% b %}")',
    at: [],
  });
  expect(leftOf(`{{ config(hook="{{ a }}" }} c`)).toEqual({
    outline: 'print config(hook="{{ a }}" " c"',
    at: ["25:}}"],
  });
});

test("a bracket that is missing inside others costs only its own part", () => {
  expect(leftOf("{{ f(a=[1, b=2) }} c").outline).toBe('print f(a=[1, b]) " c"');
  expect(leftOf("{{ config(\n  a=['x',\n  b=1\n) }}\nc").outline).toBe('print config(a=["x", b]) "\\nc"');
});

test("an unfinished macro leaves the next one whole", () => {
  const text = "{% macro a(x) %}\n  {% if x %}\n\n{% macro b() %}c{% endmacro %}\n{% macro d() %}{% endmacro %}";
  expect(leftOf(text)).toEqual({
    outline: 'macro a(x)["\\n  " if x["\\n\\n"]…]… macro b()["c"] "\\n" macro d()[]',
    at: ["0:{% macro a(x) %}", "19:{% if x %}"],
  });
});

test("a macro in a macro stays there when all ends are there", () => {
  const text = "{% macro a() %}\n{% macro b() %}{% endmacro %}\n{% endmacro %}";
  expect(leftOf(text)).toEqual({ outline: 'macro a()["\\n" macro b()[] "\\n"]', at: [] });
});

test("an unfinished comment hides its line only", () => {
  expect(leftOf("{# a\n{{ b }}")).toEqual({ outline: 'comment "\\n" print b', at: ["0:{#"] });
});

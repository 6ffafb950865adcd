import { expect, test } from "vitest";
import { parseTemplate } from "./parser.ts";

/** The texts that a template prints, each with its place in the source. */
function textsOf(text: string): readonly string[] {
  return parseTemplate(text).body.flatMap((it) =>
    it.kind === "text" ? [`${JSON.stringify(it.value)} ${it.span.start}-${it.span.end}`] : [],
  );
}

test.each([
  ["a {{ b }} c", ['"a " 0-2', '" c" 9-11']],
  ["a {{- b -}} c", ['"a" 0-1', '"c" 12-13']],
  ["a {{+ b }} c", ['"a " 0-2', '" c" 10-12']],
  ["a\n {%- do b -%} \n c", ['"a" 0-1', '"c" 18-19']],
  ["a\n {%+ do b +%} \n c", ['"a\\n " 0-3', '" \\n c" 15-19']],
  ["a\n {#- b -#} \n c", ['"a" 0-1', '"c" 15-16']],
  ["a {#--#} c", ['"a" 0-1', '"c" 9-10']],
  ["a {#-#} c", ['"a" 0-1', '" c" 7-9']],
  [" {{- b -}} ", []],
  ["{{ a -}} \n {{- b }}", []],
  ["{{ a -}}", []],
  ["{{ a }}\n\n", ['"\\n" 7-8']],
  ["{{ a }}\r\n", []],
  ["{{ a }}\r", []],
  ["a\u00a0\u001f{{- b }}", ['"a" 0-1']],
  ["a\ufeff{{- b }}", ['"a\ufeff" 0-2']],
])("%j", (text, expected) => {
  expect(textsOf(text)).toEqual(expected);
});

test.each([
  ["{% raw %} a {% endraw %}", " a ", { start: 9, end: 12 }],
  ["{%- raw -%} a {%- endraw -%}", "a", { start: 12, end: 13 }],
  ["{%raw%}{{a}}{%endraw%}", "{{a}}", { start: 7, end: 12 }],
  ["{% raw %}a\r\nb{%+ endraw +%}", "a\nb", { start: 9, end: 13 }],
])("%j", (text, value, content) => {
  expect(parseTemplate(text)).toMatchObject({ problems: [], body: [{ kind: "raw", value, content }] });
});

test("white space around a raw block goes as its signs say", () => {
  expect(textsOf("a {%- raw %} {% endraw -%} b")).toEqual(['"a" 0-1', '"b" 27-28']);
});

test("CRLF and CR print as LF, and every CRLF ends a text of its own", () => {
  expect(textsOf("a\r\nb\rc\r\n{{ d }}e\n")).toEqual(['"a\\n" 0-3', '"b\\nc\\n" 3-8', '"e" 15-16']);
});

test("in docs the signs count, and nothing else", () => {
  expect(parseTemplate("{% docs d -%} {{ a\r\n {%- enddocs %}").body).toMatchObject([
    { kind: "dbt-block", body: [{ value: "{{ a", span: { start: 14, end: 18 } }], closed: true },
  ]);
});

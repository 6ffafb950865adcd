import fc from "fast-check";
import { expect, test } from "vitest";
import { checkPieces, MODEL, rendered } from "../../../test-kit/check-render.ts";

const macros = { "m.sql": "{% macro m(a) %}<{{ a }}\r\n{{ caller() if caller else varargs }}>{% endmacro %}" };

const leaf = fc.constantFrom(
  "text",
  " \n",
  "\r\n",
  "😀",
  "{{ this }}",
  "{{ x }}",
  "{{- x ~ m(x) -}}",
  "{{ m(1, 2) }}",
  "{% set x = m('a')[1:] %}",
  "{% raw %}\r\n {{ {% endraw %}",
  "{#- c -#}",
  "{{ unknowable() }}",
  "{{ ",
  "{% set y = %}",
  "{{ 1 / 0 }}",
);

const { template } = fc.letrec<{ template: string; block: string }>((tie) => ({
  template: fc
    .array(fc.oneof({ maxDepth: 4, withCrossShrink: true }, leaf, tie("block")), { maxLength: 5 })
    .map((it) => it.join("")),
  block: fc
    .tuple(
      fc.constantFrom(
        ["{% for x in 'ab' -%}", "{% else %}e{% endfor %}"],
        ["{%- if x %}", "{% else %}e{% endif %}"],
        ["{% set x %}", "{% endset %}{{ x }}"],
        ["{% set x | trim %}", "{% endset %}{{ x | upper }}{{ x }}"],
        ["{% filter replace('e', 'ee') %}", "{% endfilter %}"],
        ["{% call m(x) %}", "{% endcall -%}"],
        ["{% with x = 1 %}", "{% endwith %}"],
        ["{% macro n() %}", "{% endmacro %}{{ n() }}"],
      ),
      tie("template"),
    )
    .map(([[head, foot], body]) => `${head}${body}${foot}`),
}));

test("every character has one origin, and verbatim text stands where its piece says", () => {
  fc.assert(
    fc.property(template, (text) => {
      const result = rendered(text, { macros });
      checkPieces(result);
      const sources: Readonly<Record<string, string>> = { ...macros, [MODEL]: text };
      let at = 0;
      for (const { kind, length, path = "", start, end } of result.pieces) {
        if (kind === "verbatim")
          expect((sources[path] ?? "").slice(start, end)).toBe(result.text.slice(at, at + length));
        at += length;
      }
    }),
    { numRuns: 150 },
  );
});

test("neighbouring verbatim text is one piece", () => {
  const { pieces } = rendered("a\nb{# c #}{% if true %}d{% endif %}e");
  expect(pieces.map((it) => [it.start, it.end])).toEqual([
    [0, 3],
    [23, 24],
    [35, 36],
  ]);
});

import { expect, test } from "vitest";
import { drawOrigins, rendered } from "../../../test-kit/check-render.ts";

test("text knows its offset, and an expression stands for what it prints", () => {
  expect(drawOrigins("select {{ 1 + 1 }} as a")).toEqual([
    '"select " verbatim model.sql@0',
    '"2" printed model.sql "{{ 1 + 1 }}"',
    '" as a" verbatim model.sql@18',
  ]);
});

test("a value of the host leaves its mark", () => {
  expect(drawOrigins("{{ this }}{% set t = ref('a') %}{{ t }}")).toEqual([
    '"db.sch.this" printed model.sql "{{ this }}" [relation]',
    '"db.sch.a" printed model.sql "{{ t }}" [relation]',
  ]);
});

test("what a macro prints comes from its file, and the call that led there is known", () => {
  const macros = {
    "m.sql": "{% macro outer(x) %}[{{ inner(x) }}]{% endmacro %}",
    "n.sql": "{% macro inner(y) %}n {{ y }}{% endmacro %}",
  };
  expect(drawOrigins("a {{ outer(5) }}", { macros })).toEqual([
    '"a " verbatim model.sql@0',
    '"[" verbatim m.sql@20 < root.outer@model.sql:5',
    '"n " verbatim n.sql@20 < root.inner@m.sql:24 < root.outer@model.sql:5',
    '"5" printed n.sql "{{ y }}" < root.inner@m.sql:24 < root.outer@model.sql:5',
    '"]" verbatim m.sql@35 < root.outer@model.sql:5',
  ]);
});

test("the body of a call block belongs to the template it is written in", () => {
  const macros = { "m.sql": "{% macro wrap() %}<{{ caller() }}>{% endmacro %}" };
  expect(drawOrigins("{% call wrap() %}mine {{ 1 }}{% endcall %}", { macros })).toEqual([
    '"<" verbatim m.sql@18 < root.wrap@model.sql:8',
    '"mine " verbatim model.sql@17',
    '"1" printed model.sql "{{ 1 }}"',
    '">" verbatim m.sql@33 < root.wrap@model.sql:8',
  ]);
});

test("text that was set keeps its origin wherever it is printed", () => {
  expect(drawOrigins("{% set t %}a{{ 1 }}{% endset %}-{{ t }}-{{ 'x' ~ t ~ 2 }}")).toEqual([
    '"-" verbatim model.sql@31',
    '"a" verbatim model.sql@11',
    '"1" printed model.sql "{{ 1 }}"',
    '"-" verbatim model.sql@39',
    `"x" printed model.sql "'x'"`,
    '"a" verbatim model.sql@11',
    '"1" printed model.sql "{{ 1 }}"',
    '"2" printed model.sql "2"',
  ]);
});

test("a returned text keeps its origin", () => {
  const macros = { "m.sql": "{% macro m() %}{% set t %}abc{% endset %}{{ return(t) }}{% endmacro %}" };
  expect(drawOrigins("{{ m() }}", { macros })).toEqual(['"abc" verbatim m.sql@26 < root.m@model.sql:3']);
});

test("white space that was taken away shifts nothing", () => {
  expect(drawOrigins("a  {%- if true -%}\n  b  {%- endif %}  c\n")).toEqual([
    '"a" verbatim model.sql@0',
    '"b" verbatim model.sql@21',
    '"  c" verbatim model.sql@36',
  ]);
});

test("raw text is verbatim", () => {
  expect(drawOrigins("{% raw %}{{ x }}{% endraw %}")).toEqual(['"{{ x }}" verbatim model.sql@9']);
});

test("a line break of two characters is printed as one, and offsets stay true", () => {
  expect(drawOrigins("a\r\nb\r\n{{ 1 }}\r\nc")).toEqual([
    '"a" verbatim model.sql@0',
    '"\\nb" verbatim model.sql@2',
    '"\\n" verbatim model.sql@5',
    '"1" printed model.sql "{{ 1 }}"',
    '"\\nc" verbatim model.sql@14',
  ]);
});

test("a text without Jinja is returned as it is", () => {
  const { text, pieces } = rendered("select 1\r\n\r\n");
  expect(text).toBe("select 1\r\n\r\n");
  expect(pieces).toEqual([{ kind: "verbatim", length: 12, path: "model.sql", start: 0, end: 12, frame: undefined }]);
});

import { expect, test } from "vitest";
import { checkPieces, rendered } from "../../../test-kit/check-render.ts";

function unknowns(text: string, macros: Readonly<Record<string, string>> = {}) {
  const result = rendered(text, { macros });
  expect(result.problems).toEqual([]);
  checkPieces(result);
  const sources: Readonly<Record<string, string>> = { ...macros, "model.sql": text };
  const shown = ({ path, span }: { path: string; span: { start: number; end: number } }) =>
    `${path}: ${(sources[path] ?? "").slice(span.start, span.end)}`;
  return {
    text: result.text,
    pieces: result.pieces,
    asked: result.unknowns.map((it) => [shown(it.at), ...it.causes.map(shown)]),
  };
}

test("an unknown is printed as a placeholder that says why", () => {
  const { text, pieces, asked } = unknowns("a {{ unknowable() }}");
  expect(text).toBe("a __unknown__");
  expect(pieces.at(-1)).toMatchObject({ kind: "unknown", reason: "nobody can know this", start: 2, end: 20 });
  expect(asked).toEqual([["model.sql: unknowable()"]]);
});

test("whatever is computed from an unknown is unknown", () => {
  for (const it of [
    "u.a",
    "u[0]",
    "u()",
    "u.a.b(1)[2:3]",
    "u + 1",
    "-u",
    "not u",
    "u == 1",
    "1 in u",
    "u | upper",
    "u is none",
    "u and 1",
    "u or 1",
    "1 if u else 2",
  ])
    expect([it, unknowns(`{% set u = unknowable() %}{{ ${it} }}`).text]).toEqual([it, "__unknown__"]);
  expect(unknowns("{% set u = unknowable() %}{{ 'a' ~ u }}").text).toBe("a__unknown__");
});

test("an unknown is defined", () => {
  expect(unknowns("{% set u = unknowable() %}{{ u is defined }} {{ u is undefined }}").text).toBe("True False");
});

test("`if` takes the other branch, and `for` has no items", () => {
  const { text, asked } = unknowns(
    "{% set u = unknowable() %}{% if u %}a{% else %}b{% endif %}{% for x in u %}c{% else %}d{% endfor %}",
  );
  expect(text).toBe("bd");
  expect(asked).toEqual([["model.sql: unknowable()"], ["model.sql: u"], ["model.sql: u"]]);
  expect(unknowns("{% for x in [1, 2] if unknowable() %}a{% endfor %}").text).toBe("");
});

test("an unknown is unpacked into unknowns", () => {
  expect(unknowns("{% set a, b = unknowable() %}{{ b }}").text).toBe("__unknown__");
});

test("the place that asked is the one in the template, with the way there", () => {
  const macros = { "m.sql": "{% macro m() %}{% do unknowable() %}{% endmacro %}" };
  expect(unknowns("{{ m() }}", macros).asked).toEqual([["model.sql: m()", "m.sql: unknowable()"]]);
});

test("one place asks once, however often it is passed", () => {
  expect(unknowns("{% for i in range(9) %}{% do unknowable() %}{% endfor %}").asked).toHaveLength(1);
});

test("what goes wrong where an unknown has decided is no error, but one reason more", () => {
  const { asked } = unknowns("{% if unknowable() %}{% set x = [1] %}{% endif %}{{ x[0].y.z }}");
  expect(asked).toEqual([["model.sql: unknowable()"], ["model.sql: x[0]"]]);
});

test("what goes wrong before an unknown decides, or beside one, is an error", () => {
  const messages = (text: string) => rendered(text).problems.map((it) => it.message);
  expect(messages("{{ none.x.y }}{% if unknowable() %}a{% endif %}")).toHaveLength(1);
  expect(messages("{{ unknowable() }}{{ none.x.y }}")).toHaveLength(1);
});

import { expect, test } from "vitest";
import { checkText, rendered } from "../../../test-kit/check-render.ts";
import type { Limits } from "../interpreter.ts";

function checkLimit(
  text: string,
  message: RegExp,
  macros: Readonly<Record<string, string>> = {},
  limits: Partial<Limits> = {},
): void {
  const { problems } = rendered(text, { macros, limits });
  expect(problems.map((it) => it.kind)).toEqual(["limit"]);
  expect(problems[0]?.message).toMatch(message);
}

test("a long range is refused before it is made", () => {
  checkLimit("{% for i in range(10**9) %}{% endfor %}", /Range too big/);
  checkText("{{ range(100000) | length }} {{ range(0, 10**12, 10**11) | list | length }}", "100000 10");
});

test("recursion without end", () => {
  checkLimit("{{ m() }}", /nested more than 200 deep/, { "m.sql": "{% macro m() %}{{ m() }}{% endmacro %}" });
  checkLimit("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", /nested more than 200 deep/);
  checkLimit("{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}", /nested more than 200 deep/);
  checkLimit(
    "{% macro w() %}{{ caller() }}{% endmacro %}{% macro m() %}{% call w() %}{{ m() }}{% endcall %}{% endmacro %}{{ m() }}",
    /nested more than 200 deep/,
  );
  checkLimit("{% set t = '{{ render(t) }}' %}{{ again() }}", /nested more than 200 deep/, {
    "m.sql": "{% macro again() %}{{ render('{{ again() }}') }}{% endmacro %}",
  });
});

test("the way into a runaway recursion is shortened", () => {
  const { problems } = rendered("{{ m() }}", { macros: { "m.sql": "{% macro m() %}{{ m() }}{% endmacro %}" } });
  expect(problems[0]?.causes).toHaveLength(16);
});

test("loops within loops", () => {
  checkLimit(`${"{% for i in range(10) %}".repeat(10)}${"{% endfor %}".repeat(10)}`, /steps|longer than/);
  checkLimit(
    "{% set l = [1] %}{% for x in l %}{% do l.append(x) %}{% endfor %}",
    /more than 9,000 steps/,
    {},
    { steps: 9_000 },
  );
});

test("large values", () => {
  checkLimit("{{ 'x' * 10**9 }}", /larger than/);
  checkLimit("{{ [0] * 10**9 }}", /larger than/);
  checkLimit(
    "{% set ns = namespace(x='ab') %}{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
    /larger than/,
  );
  checkLimit(
    "{% set ns = namespace(x='ab') %}{% for i in range(60) %}{% set x %}{{ ns.x }}{{ ns.x }}{% endset %}{% set ns.x = x %}{% endfor %}",
    /prints more than|steps|longer than/,
  );
  checkLimit(
    "{% set l = [] %}{% for i in range(1000) %}{% do l.append('x' * 9999999) %}{% endfor %}",
    /add up to|steps/,
  );
});

test("filters that look at every character of a large text", () => {
  const large = "('a b ' * 2000000)";
  checkLimit(`{{ ${large} | urlize }}`, /steps/);
  checkLimit(`{{ ${large} | striptags }}`, /steps/);
  checkLimit(`{{ ${large} | wordwrap(5) }}`, /steps/);
});

test("many small values are no large one", () => {
  checkText("{% set l = [] %}{% for i in range(50000) %}{% do l.append(i) %}{% endfor %}{{ l | length }}", "50000");
  checkText(
    "{% set ns = namespace(x='') %}{% for i in range(5000) %}{% set ns.x = ns.x ~ 'column, ' %}{% endfor %}{{ ns.x | length }}",
    "40000",
  );
});

test("much output", () => {
  checkLimit("{% set x = 'x' * 1000000 %}{% for i in range(100) %}{{ x }}{% endfor %}", /prints more than/);
});

test("expressions that are nested deeper than the machine allows", () => {
  const open = "[".repeat(90);
  const close = "]".repeat(90);
  checkLimit("{{ m() }}", /nested too deep|nested more than/, {
    "m.sql": `{% macro m() %}{{ ${open}m()${close} }}{% endmacro %}`,
  });
});

test("the limits can be set", () => {
  const { problems } = rendered("{% for i in range(100) %}{{ i }}{% endfor %}", { limits: { steps: 50 } });
  expect(problems.map((it) => it.kind)).toEqual(["limit"]);
});

test("what was printed until then is kept", () => {
  const { text, problems } = rendered("before {{ 'x' * 10**9 }} after");
  expect(text).toBe("before ");
  expect(problems[0]?.at.span).toEqual({ start: 10, end: 21 });
});

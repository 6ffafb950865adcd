import { expect, test } from "vitest";
import { checkPieces, rendered } from "../../../test-kit/check-render.ts";

function left(text: string): string {
  const result = rendered(text);
  expect(result.problems).toEqual([]);
  checkPieces(result);
  return result.text;
}

test("a statement that isn't written yet is left out, and nothing else", () => {
  expect(left("a {{ }} b")).toBe("a  b");
  expect(left("a {{ this. }} b {{ 1 }}")).toMatch(/^a .* b 1$/);
  expect(left("a {% set x = %} b")).toBe("a  b");
  expect(left("a {{ ref( }} b")).toMatch(/^a .* b$/);
});

test("a block that isn't closed runs to its end", () => {
  expect(left("a {% if true %} b {{ 1 }}")).toBe("a  b 1");
  expect(left("{% for x in [1, 2] %}{{ x }}")).toBe("12");
});

test("what is missing inside a block ends that block's statement only", () => {
  expect(left("{% for x in [1, 2] %}{{ x }}{{ x + }}{% endfor %}!")).toMatch(/^12?.*!$/);
  expect(left("{% macro m(a=) %}b{% endmacro %}{{ m() }}c")).toMatch(/c$/);
});

test("no prefix of a template is too broken to be rendered", () => {
  const text =
    "{% macro m(a, b=[1]) %}{{ a ~ b }}{% endmacro %}{% for k, v in {'a': 1}.items() if v %}{% call(x) m(k) %}{{ loop.last and x[1:2] }}{% endcall %}{% endfor %}{% set t | upper %}{{ 'x' if t is not none else -1 }}{% endset %}";
  for (let end = 0; end <= text.length; end++) {
    const result = rendered(text.slice(0, end));
    checkPieces(result);
  }
});

import { expect, test } from "vitest";
import { compiledOf } from "../../test-kit/compile.ts";

const named = (template: string, macro = "") => {
  const source = `//- macros/m.sql\n${macro}\n//- models/model.sql\n${template}\n`;
  return compiledOf(source, "full-refresh").incrementalNames.map(({ at, causes }) => ({
    at: template.slice(at.span.start, at.span.end),
    causes: causes.length,
  }));
};

test("a test of the macro instead of its answer", () => {
  expect(named("{% if is_incremental %}x{% endif %}")).toEqual([{ at: "is_incremental", causes: 0 }]);
  expect(named("{{ is_incremental }}")).toEqual([{ at: "is_incremental", causes: 0 }]);
});
test("in a macro it is shown at the call", () => {
  const macro = "{% macro m() %}{% if is_incremental %}x{% endif %}{% endmacro %}";
  expect(named("select {{ m() }}", macro)).toEqual([{ at: "m()", causes: 1 }]);
});
test("calls, and asking whether there is such a macro, are fine", () => {
  expect(named("{% if is_incremental() %}x{% endif %}")).toEqual([]);
  expect(named("{% if is_incremental is defined %}x{% endif %}")).toEqual([]);
});
test("a branch that isn't reached names nothing", () => {
  expect(named("{% if false and is_incremental %}x{% endif %}")).toEqual([]);
});

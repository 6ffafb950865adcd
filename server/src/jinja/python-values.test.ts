import { expect, test } from "vitest";
import filters from "./fixtures/python-filters.json" with { type: "json" };
import formats from "./fixtures/python-formats.json" with { type: "json" };
import methods from "./fixtures/python-methods.json" with { type: "json" };
import moduleCalls from "./fixtures/python-modules.json" with { type: "json" };
import operators from "./fixtures/python-operators.json" with { type: "json" };
import regularExpressions from "./fixtures/python-regular-expressions.json" with { type: "json" };
import strings from "./fixtures/python-strings.json" with { type: "json" };
import tests from "./fixtures/python-tests.json" with { type: "json" };
import { modules } from "./modules/modules.ts";
import { parseTemplate } from "./parser.ts";
import { render } from "./render.ts";

const mo = modules(() => new Date(0));

function answer(text: string): readonly (string | null)[] {
  const template = parseTemplate(text);
  const globals = { lookup: (name: string) => (name === "mo" ? mo : undefined) };
  const result = render({ template, path: "models/m.sql", globals });
  const [problem] = [...template.problems, ...result.problems];
  return problem ? [text, null, problem.message] : [text, result.text];
}

const FIXTURES = { operators, strings, methods, formats, filters, tests, moduleCalls, regularExpressions };

for (const [topic, cases] of Object.entries(FIXTURES)) {
  test(`answers as Python and Jinja2 do: ${topic}`, () => {
    expect(cases.map(([text]) => answer(text ?? ""))).toEqual(cases);
  });
}

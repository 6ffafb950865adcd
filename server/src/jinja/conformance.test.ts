import { expect, test } from "vitest";
import { checkPieces, MODEL } from "../../test-kit/check-render.ts";
import { type MacroFiles, stubContext } from "../../test-kit/stub-context.ts";
import { lineIndex } from "../base/line-index.ts";
import snippets from "./fixtures/conformance.json" with { type: "json" };
import { parseTemplate } from "./parser.ts";
import { render } from "./render.ts";

interface Failure {
  readonly error: { readonly line?: number; readonly match?: string };
}

for (const { id, model, expect: expected, macros } of snippets) {
  test(`as Jinja2 and dbt do: ${id}`, () => {
    const template = parseTemplate(model);
    const result = render({ template, path: MODEL, globals: stubContext(macros as MacroFiles) });
    const problems = [
      ...template.problems.map((it) => ({ message: it.message, start: it.span.start })),
      ...result.problems.map((it) => ({ message: it.message, start: it.at.span.start })),
    ];
    checkPieces(result);
    if (typeof expected === "string") {
      expect(problems).toEqual([]);
      expect(result.text).toBe(expected);
      return;
    }
    const { error }: Failure = expected;
    const [first] = problems;
    expect(first).toBeDefined();
    if (error.match !== undefined) expect(first?.message).toContain(error.match);
    if (error.line !== undefined)
      expect(lineIndex({ text: model }).position(first?.start ?? 0).line + 1).toBe(error.line);
  });
}

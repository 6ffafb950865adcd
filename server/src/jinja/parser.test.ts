import { expect, test } from "vitest";
import { parseTemplate } from "./parser.ts";

/** The problems of a template as "message @ the text they stand at". */
function problemsOf(text: string): readonly string[] {
  return parseTemplate(text).problems.map(({ message, span }) => `${message} @ ${text.slice(span.start, span.end)}`);
}

test("a text without delimiters is one text, as it is", () => {
  expect(parseTemplate("select 1\r\n").body).toEqual([
    { kind: "text", value: "select 1\r\n", span: { start: 0, end: 10 } },
  ]);
  expect(parseTemplate("select 1\r\n").hasJinja).toBe(false);
});

test("a half-typed call keeps what is there", () => {
  const { body } = parseTemplate("{{ ref('ord");
  expect(body).toMatchObject([
    {
      kind: "print",
      value: {
        kind: "call",
        closed: false,
        callee: { kind: "name", name: "ref" },
        arguments: { positional: [{ kind: "literal", value: "ord", content: { start: 8, end: 11 } }] },
      },
    },
  ]);
});

test("a block without its end tag is said at its opening tag", () => {
  expect(problemsOf("a\n{% if x %}\nb")).toEqual([
    "Unexpected end of template. Jinja was looking for the following tags: 'elif' or 'else' or 'endif'. " +
      "The innermost block that needs to be closed is 'if'. The 'if' on line 2 has no 'endif'. @ {% if x %}",
  ]);
});

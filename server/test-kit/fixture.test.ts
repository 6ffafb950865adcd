import { expect, test } from "vitest";
import { inSource } from "../src/base/span.ts";
import { drawMarks, parseFixture } from "./fixture.ts";

const SOURCE = `
//- models/a.sql unsaved
select * from {{ ref('ord$0ers') }}
                     ^^^^^^^^ ref-to-missing-model
              ^^^^^^^ outer
where a = 1
//- models/schema.yml
models:
  - name: a
          ^
`;

test("headers, carets and the cursor are taken out of the texts", () => {
  const { files, cursor, marks } = parseFixture(SOURCE);
  expect([...files]).toEqual([
    ["models/a.sql", "select * from {{ ref('orders') }}\nwhere a = 1\n"],
    ["models/schema.yml", "models:\n  - name: a\n"],
  ]);
  expect(cursor).toEqual({ path: "models/a.sql", offset: 25 });
  expect(marks[0]).toEqual({ path: "models/a.sql", span: { start: 0, end: 0 }, text: "unsaved" });
});

test("a line of carets marks the line of code above it, also below another such line", () => {
  const { marks } = parseFixture(SOURCE);
  expect(marks.slice(1).map(({ path, span, text }) => [path, span.start, span.end, text])).toEqual([
    ["models/a.sql", 21, 29, "ref-to-missing-model"],
    ["models/a.sql", 14, 21, "outer"],
    ["models/schema.yml", 18, 19, ""],
  ]);
});

test("a text without a header is a model; two cursors are a selection", () => {
  const { files, cursor, selectionEnd } = parseFixture("select $0a$0");
  expect([...files]).toEqual([["models/model.sql", "select a\n"]]);
  expect([cursor?.offset, selectionEnd?.offset]).toEqual([7, 8]);
});

test("an empty file is a file", () => {
  expect([...parseFixture("//- models/a.sql\n//- models/b.sql\nselect 1\n").files]).toEqual([
    ["models/a.sql", ""],
    ["models/b.sql", "select 1\n"],
  ]);
});

test("drawn marks are the fixture again", () => {
  const { files, marks } = parseFixture("//- models/a.sql\nselect a\n       ^ name\nfrom t\n^^^^ word\n");
  expect(drawMarks(files, marks)).toBe("//- models/a.sql\nselect a\n       ^ name\nfrom t\n^^^^ word\n");
});

test("a mark over several lines says where it ends", () => {
  const { files, marks } = parseFixture("select\n^^^^^^ all\nfrom t\n");
  const [mark] = marks;
  const long = mark ? [{ ...mark, span: inSource(0, 11) }] : [];
  expect(drawMarks(files, long)).toBe("//- models/model.sql\nselect\n^^^^^^ all (to line 2)\nfrom t\n");
});

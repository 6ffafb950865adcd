import { describe, expect, test } from "vitest";
import { ignoring } from "./ignore.ts";
import { defaultPackage } from "./package.ts";

function ignored(text: string, paths: readonly string[]): readonly string[] {
  const isIgnored = ignoring([defaultPackage("")], [{ path: ".dbtignore", text }]);
  return paths.filter(isIgnored);
}

describe("patterns, as dbt Core 1.11 takes them", () => {
  const cases: readonly (readonly [pattern: string, left: readonly string[], kept: readonly string[]])[] = [
    [
      "models/drafts/",
      ["models/drafts/a.sql", "models/drafts/deep/a.yml"],
      ["models/drafts.sql", "x/models/drafts/a.sql"],
    ],
    ["*.draft.sql", ["models/b.draft.sql", "models/sub/c.draft.sql"], ["models/b.sql"]],
    ["macros/wip/**", ["macros/wip/m.sql", "macros/wip/deep/m.sql"], ["macros/m.sql"]],
    ["/models/root.sql", ["models/root.sql"], ["models/sub/root.sql"]],
    ["models/*.md", ["models/docs.md"], ["models/sub/docs.md"]],
    ["ignored.yml", ["models/ignored.yml", "models/a/ignored.yml"], ["models/not_ignored.yml"]],
    ["models/a?.sql", ["models/a1.sql"], ["models/a12.sql", "models/a.sql"]],
    ["models/[bc]x.sql", ["models/bx.sql", "models/cx.sql"], ["models/dx.sql"]],
    ["models/[!b]x.sql", ["models/cx.sql"], ["models/bx.sql"]],
    ["**/deep/*.sql", ["models/deep/y.sql", "deep/y.sql"], ["models/deep/more/z.sql"]],
    ["models/**/wip.sql", ["models/wip.sql", "models/a/b/wip.sql"], ["models/a/wip2.sql"]],
    ["models/*", ["models/x.sql", "models/sub/y.sql"], ["seeds/x.csv"]],
    ["models/sp\\ ace.sql", ["models/sp ace.sql"], ["models/space.sql"]],
    ["models/trail.sql   ", ["models/trail.sql"], []],
    ["\\#hash.sql", ["models/#hash.sql"], []],
    ["/onlyroot.sql", ["onlyroot.sql"], ["models/onlyroot.sql"]],
    ["models/Case.sql", [], ["models/case.sql"]],
    ["# a comment", [], ["# a comment"]],
    ["/", [], ["models/x.sql"]],
    ["models/a+b(1).sql", ["models/a+b(1).sql"], ["models/aab1.sql"]],
  ];
  for (const [pattern, left, kept] of cases)
    test(pattern, () => expect(ignored(`${pattern}\n`, [...left, ...kept])).toEqual(left));
});

test("the last pattern that fits decides, in a folder that is left out too", () => {
  expect(ignored("models/d/\n!models/d/x.sql\n", ["models/d/x.sql", "models/d/y.sql"])).toEqual(["models/d/y.sql"]);
  expect(ignored("!models/x.sql\nmodels/*\n", ["models/x.sql"])).toEqual(["models/x.sql"]);
});

test("lines end as on Windows; a byte order mark belongs to the first pattern, as for dbt", () => {
  expect(ignored("\ufeffmodels/x.sql\r\nmodels/y.sql\r\n", ["models/x.sql", "models/y.sql"])).toEqual(["models/y.sql"]);
});

test("each file is about its own package", () => {
  const isIgnored = ignoring(
    [defaultPackage(""), defaultPackage("dbt_packages/pk")],
    [
      { path: ".dbtignore", text: "x.sql\ndbt_packages/pk/models/z.sql\n" },
      { path: "dbt_packages/pk/.dbtignore", text: "models/y.sql\n" },
    ],
  );
  const paths = ["models/x.sql", "models/y.sql", ...["x", "y", "z"].map((it) => `dbt_packages/pk/models/${it}.sql`)];
  expect(paths.filter(isIgnored)).toEqual(["models/x.sql", "dbt_packages/pk/models/y.sql"]);
});

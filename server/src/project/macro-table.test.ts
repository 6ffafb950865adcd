import { expect, test } from "vitest";
import { projectOf } from "../../test-kit/project.ts";

const FILES = {
  "macros/mine.sql": "{% macro cents(a) %}{{ a }}{% endmacro %}{% macro both() %}root{% endmacro %}",
  "macros/deep/more.sql": "{% materialization keep, adapter='duckdb' %}{% endmaterialization %}",
  "tests/generic/positive.sql": "{% test positive(model, column_name) %}select 1{% endtest %}",
  "tests/orders_are_many.sql": "{% macro not_found_here() %}{% endmacro %}select 1",
  "models/orders.sql": "{% macro local() %}{% endmacro %}select 1",
  "dbt_packages/other/dbt_project.yml": "name: other\n",
  "dbt_packages/other/macros/theirs.sql": "{% macro both() %}other{% endmacro %}",
};

test("macros, tests and materializations of macro paths and generic tests, by the names they are called by", () => {
  const { macros } = projectOf(FILES).environment;
  expect([...macros.in("shop").keys()].sort()).toEqual([
    "both",
    "cents",
    "materialization_keep_duckdb",
    "test_positive",
  ]);
  expect([...macros.in("other").keys()]).toEqual(["both"]);
  expect([...macros.packages].sort()).toEqual(["other", "shop"]);
  expect(macros.in("nowhere").size).toBe(0);
});

test("an unqualified name: own package, then the root project", () => {
  const { macros } = projectOf(FILES).environment;
  expect(macros.resolve("both", "other")?.packageName).toBe("other");
  expect(macros.resolve("both", "shop")?.packageName).toBe("shop");
  expect(macros.resolve("cents", "other")?.packageName).toBe("shop");
  expect(macros.resolve("local", "shop")).toBeUndefined();
});

test("a definition knows its file and the place of its name", () => {
  const found = projectOf(FILES).environment.macros.resolve("both", "shop");
  expect(found?.file.text.slice(found.nameSpan.start, found.nameSpan.end)).toBe("both");
});

test("a half-typed macro file is a problem there, and its other macros stay", () => {
  const { environment } = projectOf({ ...FILES, "macros/mine.sql": "{% macro ok() %}{% endmacro %}{% macro bad( %}" });
  expect(environment.problems.map((it) => [it.kind, it.at.path])).toContainEqual(["jinja-syntax", "macros/mine.sql"]);
  expect(environment.macros.resolve("ok", "shop")).toBeDefined();
});

test("an ornament between macros is passed over, and one within a macro is not", () => {
  const problems = (text: string) =>
    projectOf({ "macros/mine.sql": text }).environment.problems.map((it) => it.message);
  expect(problems("{% macro a() %}{% endmacro %}\n{% #### %}\n{% macro b() %}{% endmacro %}")).toEqual([]);
  expect(problems("{% macro a() %}{% #### %}{% endmacro %}")).toHaveLength(1);
});

test("a name that is defined twice in a package: dbt refuses the project", () => {
  const { problems } = projectOf({ ...FILES, "macros/two.sql": "{% macro cents() %}{% endmacro %}" }).environment;
  expect(problems).toMatchObject([
    {
      kind: "config",
      message: expect.stringContaining("`cents` is defined twice"),
      at: { path: "macros/two.sql" },
      causes: [{ path: "macros/mine.sql" }],
    },
  ]);
});

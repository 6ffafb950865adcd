import { test } from "vitest";
import { checkProblem, checkText } from "../../../test-kit/check-render.ts";

test("an undefined name prints nothing and fails when it is used", () => {
  checkText("[{{ nope }}]", "[]");
  checkProblem("a {{ nope.b }} c", { message: "'nope' is undefined", at: "nope.b", text: "a " });
  checkProblem("{{ nope['b'] }}", { message: "'nope' is undefined", at: "nope['b']" });
  checkProblem("{{ nope() }}", { message: "'nope' is undefined", at: "nope()" });
  checkProblem("{{ 1 + nope }}", { message: "'nope' is undefined", at: "1 + nope" });
  checkProblem("{{ {'a': 1}.b.c }}", { message: "'dict object' has no attribute 'b'", at: "{'a': 1}.b.c" });
});

test("where dbt parses, an undefined name spreads", () => {
  checkText("[{{ nope.a['b'](1).c }}]", "[]", { undefinedNames: "spread" });
  checkProblem("{{ nope.a + 1 }}", { message: "'nope' is undefined", at: "nope.a + 1" }, { undefinedNames: "spread" });
});

test("what can't be called says so", () => {
  checkProblem("{{ 'a'() }}", { message: "'str' object is not callable", at: "'a'()" });
});

test("an error in a macro is shown at the call in the template, and where it really is", () => {
  const macros = {
    "m.sql": "{% macro a(x) %}{{ b(x) }}{% endmacro %}",
    "n.sql": "{% macro b(x) %}{{ x.y.z }}{% endmacro %}",
  };
  checkProblem(
    "text {{ a({}) }}",
    {
      message: "'dict object' has no attribute 'y'",
      at: "a({})",
      causes: ["m.sql: b(x)", "n.sql: x.y.z"],
      text: "text ",
    },
    { macros },
  );
});

test("an error in the body of a call block is shown in the body", () => {
  checkProblem(
    "{% call m() %}{{ nope.x }}{% endcall %}",
    { message: "'nope' is undefined", at: "nope.x" },
    { macros: { "m.sql": "{% macro m() %}{{ caller() }}{% endmacro %}" } },
  );
});

test("an error raised by the host is shown at its call", () => {
  checkProblem("a\n{{ exceptions.raise_compiler_error('boom') }}", {
    message: "boom",
    at: "exceptions.raise_compiler_error('boom')",
    text: "a\n",
  });
});

test("an error in a text that is rendered by a call is shown at the call", () => {
  checkText("{{ render('{{ 1 + 1 }}') }} {{ render('plain') }}", "2 plain");
  checkProblem("{% set x = 1 %}{{ render('abc {{ x.y.z }}') }}", {
    message: "'x' is undefined",
    at: "render('abc {{ x.y.z }}')",
  });
});

test("filters and tests that don't exist are named", () => {
  checkProblem("{{ 1 | nope }}", { message: "No filter named 'nope'", at: "1 | nope" });
  checkProblem("{{ 1 is nope }}", { message: "No test named 'nope'", at: "1 is nope" });
});

test("a conditional without `else` is undefined", () => {
  checkText("[{{ 'a' if false }}]", "[]");
  checkProblem("\n{{ ('a' if false).b }}", {
    message: "the inline if-expression on line 2 evaluated to false and no else section was defined.",
    at: "('a' if false).b",
  });
});

test("only namespaces have attributes that can be set", () => {
  checkProblem("{% set d = {} %}{% set d.x = 1 %}", {
    message: "cannot assign attribute on non-namespace object",
    at: "{% set d.x = 1 %}",
  });
});

test("statements that ask for another template fail as in dbt, but only where they are reached", () => {
  checkText("{% if false %}{% include 'a' %}{% endif %}a{% block b %}b{% endblock %}", "ab");
  for (const it of ["{% include 'a' %}", "{% import 'a' as b %}", "{% from 'a' import b %}", "{% extends 'a' %}"])
    checkProblem(it, { message: "no loader for this environment specified", at: it });
});

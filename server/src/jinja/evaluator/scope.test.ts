import { test } from "vitest";
import { checkText } from "../../../test-kit/check-render.ts";

test("`if` shares the scope around it", () => {
  checkText("{% set x = 1 %}{% if true %}{% set x = 2 %}{% endif %}{{ x }}", "2");
});

test("what `for` sets stays in its turn", () => {
  checkText("{% for i in [1, 2] %}[{{ x }}]{% set x = i %}{{ x }}{% endfor %}[{{ x }}{{ i }}]", "[]1[]2[]");
});

test("`with` binds for its body only, and its values see what is around it", () => {
  checkText(
    "{% set a = 1 %}{% with a = 2, b = a %}{{ a }}{{ b }}{% set c = 3 %}{% endwith %}{{ a }}{{ b }}{{ c }}",
    "211",
  );
});

test("blocks that capture text keep what they set", () => {
  checkText("{% set t %}{% set x = 1 %}{{ x }}{% endset %}{{ t }}[{{ x }}]", "1[]");
  checkText("{% filter upper %}{% set x = 'a' %}{{ x }}{% endfilter %}[{{ x }}]", "A[]");
});

test("a macro sees the names of its template at the time of the call, not those of its caller", () => {
  checkText("{% macro m() %}{{ x }}{% endmacro %}{% set x = 1 %}{{ m() }}{% set x = 2 %}{{ m() }}", "12");
  checkText("{% macro m() %}[{{ i }}]{% endmacro %}{% for i in [1] %}{{ m() }}{% endfor %}", "[]");
});

test("a macro of a project file sees its globals and nothing of the template", () => {
  checkText("{% set x = 1 %}{{ m() }}", "[] db.sch.this", {
    macros: { "m.sql": "{% macro m() %}[{{ x }}] {{ this }}{% endmacro %}" },
  });
});

test("a macro that is defined in a macro or loop is not known outside", () => {
  checkText("{% for i in [1] %}{% macro m() %}{{ i }}{% endmacro %}{{ m() }}{% endfor %}{{ m is defined }}", "1False");
});

test("the body of a call block sees the scope it stands in", () => {
  const macros = { "m.sql": "{% macro twice() %}{% set x = 'theirs' %}{{ caller() }}{{ caller() }}{% endmacro %}" };
  checkText("{% set x = 'ours' %}{% call twice() %}{{ x }} {% endcall %}", "ours ours ", { macros });
});

test("None is a value: it hides what is further out", () => {
  checkText("{% set this = none %}{{ this }}", "None");
  checkText(
    "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(none) }}{% for x in [none, 1] %}{{ x }}{{ loop.previtem }},{% endfor %}",
    "NoneNone,1None,",
  );
});

test("a template block sees the top level of its template only", () => {
  checkText("{% set x = 1 %}{% for i in [1] %}{% block b %}{{ x }}{{ i }}{% endblock %}{% endfor %}", "1");
});

test("namespaces carry values out of loops", () => {
  checkText(
    "{% set ns = namespace(n=0) %}{% for i in [1, 2] %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}{{ ns.m is defined }}",
    "3False",
  );
  checkText(
    "{% set ns = namespace({'a': 1}, b=2) %}{% set ns.me = ns %}{{ ns.a }}{{ ns['b'] }} {{ ns }}",
    "12 <Namespace {'a': 1, 'b': 2, 'me': <Namespace {...}>}>",
  );
});

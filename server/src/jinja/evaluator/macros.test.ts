import { test } from "vitest";
import { checkProblem, checkText } from "../../../test-kit/check-render.ts";

const files = (text: string) => ({ macros: { "m.sql": text } });

test("a default is evaluated at each call and may name other parameters", () => {
  const around = files("{% macro m(a, b=a ~ '!', c=b) %}{{ a }} {{ b }} {{ c }}{% endmacro %}");
  checkText("{{ m(1) }}, {{ m(1, 2) }}, {{ m(1, c=3) }}", "1 1! 1!, 1 2 2, 1 1! 3", around);
  checkText("{{ m() }}{{ m() }}", "[1][1]", files("{% macro m(a=[]) %}{% do a.append(1) %}{{ a }}{% endmacro %}"));
  checkText("{{ m(b=2) }}", "2", files("{% macro m(a=b, b=1) %}{{ a }}{% endmacro %}"));
});

test("a parameter without a value is undefined", () => {
  checkText("[{{ m() }}]", "[True]", files("{% macro m(a) %}{{ a }}{{ a is undefined }}{% endmacro %}"));
  checkProblem(
    "{{ m() }}",
    { message: "parameter 'a' was not provided", at: "m()", causes: ["m.sql: a.b"] },
    files("{% macro m(a) %}{{ a.b }}{% endmacro %}"),
  );
});

test("surplus arguments go where the body asks for them", () => {
  const around = files("{% macro m(a) %}{{ a }} {{ varargs }} {{ kwargs }}{% endmacro %}");
  checkText("{{ m(1) }}", "1 () {}", around);
  checkText("{{ m(1, 2, x=3) }}", "1 (2,) {'x': 3}", around);
  checkText("{{ m(*[1, 2], **{'x': 3}) }}", "1 (2,) {'x': 3}", around);
});

test("surplus arguments are refused where it does not", () => {
  const around = files("{% macro m(a) %}{% endmacro %}");
  checkProblem("{{ m(1, 2) }}", { message: "macro 'm' takes not more than 1 argument(s)", at: "m(1, 2)" }, around);
  checkProblem("{{ m(x=1) }}", { message: "macro 'm' takes no keyword argument 'x'", at: "m(x=1)" }, around);
  checkProblem("{{ m(1, a=1) }}", { message: "macro 'm' takes no keyword argument 'a'", at: "m(1, a=1)" }, around);
  checkProblem(
    "{% call m(1) %}{% endcall %}",
    { message: /macro 'm' was invoked with two values for the special caller argument/, at: "m(1)" },
    around,
  );
});

test("arguments that can't be laid out are refused", () => {
  const around = files("{% macro m(a) %}{{ varargs }}{{ kwargs }}{% endmacro %}");
  checkProblem("{{ m(*1) }}", { message: "Value after * must be an iterable, not int", at: "1" }, around);
  checkProblem("{{ m(**[1]) }}", { message: "argument after ** must be a mapping, not list", at: "[1]" }, around);
  checkProblem(
    "{{ m(a=1, **{'a': 1}) }}",
    { message: "got multiple values for keyword argument 'a'", at: "{'a': 1}" },
    around,
  );
});

test("a call block hands over its body", () => {
  const around = files(
    "{% macro each(items) %}{% for it in items %}<{{ caller(it, loop.index) }}>{% endfor %}{% endmacro %}",
  );
  checkText("{% call(x, y=0) each(['a', 'b']) %}{{ x }}{{ y }}{% endcall %}", "<a1><b2>", around);
  checkProblem(
    "{% call(x) each(['a']) %}{% endcall %}",
    {
      message: "macro 'caller' takes not more than 1 argument(s)",
      at: "each(['a'])",
      causes: ["m.sql: caller(it, loop.index)"],
    },
    around,
  );
  checkText("{% call(x) each(['a']) %}{{ varargs }}{% endcall %}", "<(1,)>", around);
});

test("a macro that reads `caller` may be called without a body", () => {
  const around = files("{% macro m() %}{{ caller() if caller else 'none' }}{% endmacro %}");
  checkText("{{ m() }} {% call m() %}some{% endcall %}", "none some", around);
  checkProblem(
    "{{ m() }}",
    { message: "No caller defined", at: "m()", causes: ["m.sql: caller()"] },
    files("{% macro m() %}{{ caller() }}{% endmacro %}"),
  );
});

test("a result of a call block that is no text is refused", () => {
  const around = files("{% macro m() %}{% do return(caller() | length) %}{% endmacro %}");
  checkProblem("{% call m() %}abc{% endcall %}", { message: "expected str instance, int found", at: "m()" }, around);
  checkText(
    "{{ n() }}",
    "5",
    files(
      "{% macro m() %}{% do return(caller and 1) %}{% endmacro %}{% macro n() %}{% call m() %}{% endcall %}{{ return(5) }}{% endmacro %}",
    ),
  );
});

test("a macro prints the white space it is written with", () => {
  checkText("[{{ m() }}]", "[\n  a\n]", files("{% macro m() %}\n  a\n{% endmacro %}"));
});

test("a macro has the attributes that Jinja2 gives it, and no others", () => {
  const around = files("{% macro m(a, b=1) %}{{ varargs }}{% endmacro %}");
  checkText(
    "{{ m.name }} {{ m.arguments }} {{ m.catch_varargs }} {{ m.catch_kwargs }} {{ m.caller }} {{ m }}",
    "m ('a', 'b') True False False <Macro 'm'>",
    around,
  );
  for (const name of ["code", "home", "call", "constructor", "__proto__", "typeName"])
    checkText(`{{ m.${name} is defined }}`, "False", around);
});

test("a project macro is bound when it is called", () => {
  const macros = { "a.sql": "{% macro a() %}{{ b() }}{% endmacro %}", "b.sql": "{% macro b() %}late{% endmacro %}" };
  checkText("{% set f = a %}{{ f() }}", "late", { macros });
});

test("macros may call themselves two hundred deep", () => {
  const around = files(
    "{% macro down(n) %}{% for i in [1] %}{% if n > 1 %}{% set x %}{{ down(n - 1) }}{% endset %}{{ x ~ '.' }}{% endif %}{% endfor %}{% endmacro %}",
  );
  checkText("{{ down(200) | length }}", "199", around);
});

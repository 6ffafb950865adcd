import { test } from "vitest";
import { checkProblem, checkText } from "../../../test-kit/check-render.ts";

const files = (text: string) => ({ macros: { "m.sql": text } });

test("`return` gives any value, and what was printed before is thrown away", () => {
  checkText("{{ m()['k'] + 1 }}", "2", files("{% macro m() %}text{{ return({'k': 1}) }}more{% endmacro %}"));
  checkText("{{ m() is none }}", "True", files("{% macro m() %}{% do return(none) %}{% endmacro %}"));
});

test("`return` leaves every block it stands in", () => {
  const body =
    "{% for i in [1, 2] %}{% if true %}{% set x %}{% filter upper %}{% with y = i %}{{ return(y) }}{% endwith %}{% endfilter %}{% endset %}{% endif %}{% endfor %}";
  checkText(
    "{{ m() }} {% for i in [7] %}{{ m() }}{{ i }}{% endfor %}{{ x }}",
    "1 17",
    files(`{% macro m() %}${body}{% endmacro %}`),
  );
});

test("`return` ends the macro that runs, not the one around it", () => {
  const around = files(
    "{% macro inner() %}{{ return(1) }}{% endmacro %}{% macro outer() %}{{ inner() }}{{ inner() }}{% endmacro %}",
  );
  checkText("{{ outer() }}", "11", around);
});

test("`return` in the body of a call block ends the macro that called it", () => {
  const around = files("{% macro m() %}before{{ caller() }}after{% endmacro %}");
  checkText("{% call m() %}{{ return('body') }}{% endcall %}!", "body!", around);
});

test("`return` in a macro of the template itself ends the project macro that called it", () => {
  const around = files("{% macro m(f) %}before{{ f() }}after{% endmacro %}");
  checkText("{% macro local() %}{{ return('local') }}{% endmacro %}{{ m(local) }}", "local", around);
});

test("outside a project macro `return` is an error", () => {
  checkProblem("a{{ return(1) }}b", { message: /return\(\) only works inside a macro/, at: "return(1)", text: "a" });
  checkProblem("{% macro m() %}{{ return(1) }}{% endmacro %}{{ m() }}", {
    message: /return\(\) only works inside a macro/,
    at: "m()",
    causes: ["model.sql: return(1)"],
  });
  checkProblem(
    "{{ m() }}{{ return(1) }}",
    { message: /return\(\)/, at: "return(1)", text: "2" },
    files("{% macro m() %}{{ return(2) }}{% endmacro %}"),
  );
});

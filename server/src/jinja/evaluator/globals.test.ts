import { test } from "vitest";
import { checkProblem, checkText } from "../../../test-kit/check-render.ts";

test("range", () => {
  checkText(
    "{{ range(3) | list }} {{ range(1, 4) | list }} {{ range(5, 0, -2) | list }} {{ range(3) }} {{ range(0, 9, 2) }}",
    "[0, 1, 2] [1, 2, 3] [5, 3, 1] range(0, 3) range(0, 9, 2)",
  );
  checkText(
    "{{ range(5)[1] }} {{ range(5)[-1] }} {{ range(5) | length }} {{ 3 in range(5) }} {{ range(0) or 'empty' }} {{ range(0, 3) == range(3) }}",
    "1 4 5 True empty True",
  );
  checkProblem("{{ range('a') }}", { message: "'str' object cannot be interpreted as an integer", at: "range('a')" });
  checkProblem("{{ range(0, 1, 0) }}", { message: "range() arg 3 must not be zero", at: "range(0, 1, 0)" });
  checkProblem("{{ range() }}", { message: "range expected at least 1 argument, got 0", at: "range()" });
});

test("dict", () => {
  checkText(
    "{{ dict(a=1) }} {{ dict({'a': 1}, b=2) }} {{ dict([('a', 1), 'bc']) }} {{ dict() }}",
    "{'a': 1} {'a': 1, 'b': 2} {'a': 1, 'b': 'c'} {}",
  );
  checkProblem("{{ dict([(1, 2, 3)]) }}", {
    message: "dictionary update sequence element #0 has length 3; 2 is required",
    at: "dict([(1, 2, 3)])",
  });
  checkProblem("{{ dict(1) }}", { message: "'int' object is not iterable", at: "dict(1)" });
});

test("a dict made of another is another", () => {
  checkText("{% set a = {'x': 1} %}{% set b = dict(a) %}{% do b.update({'x': 2}) %}{{ a }}", "{'x': 1}");
});

test("cycler and joiner", () => {
  checkText(
    "{% set c = cycler('a', none) %}{{ c.next() }}{{ c.current }}{{ c.next() }}{{ c.next() }}{{ c.reset() or c.next() }}",
    "aNoneNoneaa",
  );
  checkText(
    "{% set j = joiner() %}{{ j() }}a{{ j() }}b{{ j() }}c{% set k = joiner(sep='|') %}{{ k() }}{{ k() }}",
    "a, b, c|",
  );
});

test("lipsum stands still", () => {
  checkText("{{ lipsum(n=2, html=false, min=3) }}", "Lorem ipsum dolor.\n\nElit sed do.");
});

test("the host's names come before Jinja2's own", () => {
  checkText("{{ range(1) }}", "range(0, 1)");
  checkText("{% set range = 5 %}{{ range }}", "5");
});

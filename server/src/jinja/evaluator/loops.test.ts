import { test } from "vitest";
import { checkProblem, checkText } from "../../../test-kit/check-render.ts";

test("`loop` counts from both ends", () => {
  checkText(
    "{% for x in 'ab' %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ loop.depth }}{{ loop.depth0 }} {% endfor %}",
    "1021TrueFalse210 2110FalseTrue210 ",
  );
});

test("`loop` knows the neighbours of an item", () => {
  checkText("{% for x in [1, 2, 3] %}{{ loop.previtem }}<{{ x }}>{{ loop.nextitem }} {% endfor %}", "<1>2 1<2>3 2<3> ");
  checkProblem("{% for x in [1] %}{{ loop.previtem.a }}{% endfor %}", {
    message: "there is no previous item",
    at: "loop.previtem.a",
  });
  checkProblem("{% for x in [1] %}{{ loop.nextitem + 1 }}{% endfor %}", {
    message: "there is no next item",
    at: "loop.nextitem + 1",
  });
});

test("`loop.cycle` and `loop.changed`", () => {
  checkText(
    "{% for x in [1, 1, 2] %}{{ loop.cycle('a', 'b') }}{{ loop.changed(x) }} {% endfor %}",
    "aTrue bFalse aTrue ",
  );
  checkProblem("{% for x in [1] %}{{ loop.cycle() }}{% endfor %}", {
    message: "no items for cycling given",
    at: "loop.cycle()",
  });
});

test("`loop` is the innermost one, and the outer one can be kept", () => {
  checkText(
    "{% for x in [1, 2] %}{% set outer = loop %}{% for y in 'ab' %}{{ outer.index }}{{ loop.index }} {% endfor %}{% endfor %}{{ loop }}",
    "11 12 21 22 ",
  );
});

test("a loop's own `if` chooses the items that count", () => {
  checkText(
    "{% for x in range(6) if x is odd %}{{ x }}/{{ loop.index }}/{{ loop.length }}/{{ loop.last }} {% endfor %}",
    "1/1/3/False 3/2/3/False 5/3/3/True ",
  );
  checkText("{% for a, b in [(1, 2), (2, 1)] if a < b %}{{ a }}{% endfor %}", "1");
});

test("`else` is for loops of which no turn came to its end", () => {
  checkText("{% for x in [] %}a{% else %}b{% endfor %}", "b");
  checkText("{% for x in [1, 2] if x > 2 %}a{% else %}b{% endfor %}", "b");
  checkText("{% for x in [1, 2] %}a{% break %}{% else %}b{% endfor %}", "ab");
  checkText("{% for x in [1, 2] %}a{% if x == 2 %}{% break %}{% endif %}{% else %}b{% endfor %}", "aa");
});

test("`break` and `continue` act on the innermost loop, from within any block", () => {
  checkText("{% for x in [1, 2, 3] %}{% if x == 2 %}{% continue %}{% endif %}{{ x }}{% endfor %}", "13");
  checkText(
    "{% for x in [1, 2] %}{% for y in [1, 2] %}{% with z = y %}{% if z == 2 %}{% break %}{% endif %}{% endwith %}{{ x }}{{ y }} {% endfor %}{% endfor %}",
    "11 21 ",
  );
  checkText(
    "{% for x in [1, 2] %}{% set t %}text{% if x == 1 %}{% continue %}{% endif %}{% endset %}{{ t }}{{ x }}{% endfor %}",
    "text2",
  );
});

test("targets are unpacked, nested ones too", () => {
  checkText("{% for a, (b, c) in [(1, (2, 3)), [4, '56']] %}{{ a }}{{ b }}{{ c }} {% endfor %}", "123 456 ");
  checkText(
    "{% for k, v in {'a': 1}.items() %}{{ k }}{{ v }}{% endfor %}{% for k in {'a': 1} %}{{ k }}{% endfor %}",
    "a1a",
  );
});

test("what can't be unpacked is refused in Python's words", () => {
  checkProblem("{% for a, b in [(1, 2, 3)] %}{% endfor %}", {
    message: "too many values to unpack (expected 2)",
    at: "a, b",
  });
  checkProblem("{% for a, b in [(1,)] %}{% endfor %}", {
    message: "not enough values to unpack (expected 2, got 1)",
    at: "a, b",
  });
  checkProblem("{% for a, b in [1] %}{% endfor %}", { message: "cannot unpack non-iterable int object", at: "a, b" });
  checkProblem("{% set a, b = none %}", {
    message: "cannot unpack non-iterable NoneType object",
    at: "{% set a, b = none %}",
  });
});

test("what can't be gone through is refused at its place", () => {
  checkProblem("a{% for x in 5 %}{% endfor %}", { message: "'int' object is not iterable", at: "5", text: "a" });
  checkProblem("{% set d = {'a': 1} %}{% for k in d %}{% do d.update({'b': 2}) %}{% endfor %}", {
    message: "dictionary changed size during iteration",
    at: "d",
  });
});

test("a dict may change once its last item is taken", () => {
  const grow = "{% do d.update({loop.index + 9: 1}) %}";
  checkText(`{% set d = {'a': 1} %}{% for k in d %}{% if loop.last %}${grow}{% endif %}{{ k }}{% endfor %}`, "a");
  checkText(
    `{% set d = {'a': 1, 'b': 2} %}{% for k in d if true %}{{ loop.length }}${grow}{% endfor %}{{ d | length }}`,
    "224",
  );
});

test("an undefined name has no items", () => {
  checkText("{% for x in nope %}a{% else %}b{% endfor %}", "b");
});

test("a list may grow while it is gone through", () => {
  checkText(
    "{% set l = [1] %}{% for x in l %}{{ x }}{% if x < 3 %}{% do l.append(x + 1) %}{% endif %}{% endfor %}",
    "123",
  );
});

test("a recursive loop goes down by calling itself", () => {
  const tree = "{% set tree = [{'n': 'a', 'c': [{'n': 'b', 'c': [{'n': 'c', 'c': []}]}]}] %}";
  checkText(
    `${tree}{% for it in tree recursive %}{{ loop.depth }}{{ it.n }}({{ loop(it.c) }}){% endfor %}`,
    "1a(2b(3c()))",
  );
  checkProblem("{% for x in [1] %}{{ loop([2]) }}{% endfor %}", {
    message: "The loop must have the 'recursive' marker to be called.",
    at: "loop([2])",
  });
});

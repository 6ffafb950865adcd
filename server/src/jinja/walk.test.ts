import { expect, test } from "vitest";
import { parseTemplate } from "./parser.ts";
import { calleeName, type Tree, walk } from "./walk.ts";

function calls(text: string): readonly string[] {
  const found: string[] = [];
  walk(parseTemplate(text).body, {
    enter(it) {
      if (it.kind === "call") found.push(calleeName(it) ?? "(computed)");
      return undefined;
    },
  });
  return found;
}

/** `f0()`, `f1()`, … stand in every place that an expression can stand in. */
const everywhere = [
  "{{ f0() }}{% do f1() %}{% set a = f2() %}{% set b | g(f3()) %}{{ f4() }}{% endset %}",
  "{% filter g(f5()) %}{{ f6() }}{% endfilter %}",
  "{% if f7() %}{{ f8() }}{% elif f9() %}{{ f10() }}{% else %}{{ f11() }}{% endif %}",
  "{% for a in f12() if f13() %}{{ f14() }}{% else %}{{ f15() }}{% endfor %}",
  "{% macro m(a=f16()) %}{{ f17() }}{% endmacro %}",
  "{% call(a=f18()) f19(f20()) %}{{ f21() }}{% endcall %}",
  "{% with a = f22() %}{{ f23() }}{% endwith %}",
  "{% snapshot a %}{{ f24() }}{% endsnapshot %}{% block a %}{{ f25() }}{% endblock %}",
  "{{ [f26(), (f27(), {f28(): f29()})] }}{{ f30().a[f31()][f32():f33():f34()] }}",
  "{{ f35()(f36(), a=f37(), *f38(), **f39()) | g(f40()) is h(f41()) }}",
  "{{ not -f42() + f43() < f44() and (f45() if f46() else f47()) }}",
].join("");

test("every expression is visited, in the order of the source", () => {
  const expected = Array.from({ length: 48 }, (_, index) => `f${index}`);
  expect(calls(everywhere).filter((it) => it !== "(computed)")).toEqual(expected);
});

test("a callee has a dotted name when it is a chain of names", () => {
  expect(calls("{{ a.b.c() }}{{ a['b']() }}{{ ref('x').include() }}")).toEqual([
    "a.b.c",
    "(computed)",
    "(computed)",
    "ref",
  ]);
});

test("parents are given outermost first", () => {
  const parents: string[] = [];
  walk(parseTemplate("{% if a %}{{ f(x) }}{% endif %}").body, {
    enter(it, above) {
      if (it.kind === "name" && it.name === "x") parents.push(...above.map(({ kind }) => kind));
      return undefined;
    },
  });
  expect(parents).toEqual(["if", "print", "call"]);
});

test("what is skipped is left, but not what is below it; a stop ends everything", () => {
  const { body } = parseTemplate("{{ a(b) }}{{ c }}{{ d }}");
  const seen: string[] = [];
  const name = (it: Tree) => (it.kind === "name" ? it.name : it.kind);
  const finished = walk(body, {
    enter(it) {
      seen.push(name(it));
      if (it.kind === "call") return "skip";
      return it.kind === "name" && it.name === "c" ? "stop" : undefined;
    },
    leave(it) {
      seen.push(`/${name(it)}`);
    },
  });
  expect(finished).toBe(false);
  expect(seen).toEqual(["print", "call", "/call", "/print", "print", "c"]);
});

test("targets are visited before what is assigned to them", () => {
  const kinds: string[] = [];
  walk(parseTemplate("{% set a, ns.b = c %}").body, {
    enter(it) {
      kinds.push(it.kind);
      return undefined;
    },
  });
  expect(kinds).toEqual(["set", "tuple-target", "name-target", "member-target", "name"]);
});

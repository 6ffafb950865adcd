import { expect, test } from "vitest";
import { fromPlain } from "../jinja/convert.ts";
import { NativeFunction } from "../jinja/values.ts";
import { renderYamlString } from "./render-yaml.ts";

// `v` gives its argument back: what dbt's `var` and `env_var` do, as far as types go.
const globals = {
  lookup: (name: string) => (name === "v" ? new NativeFunction("v", ([it]) => it ?? fromPlain(null)) : undefined),
};
const rendered = (text: string) => renderYamlString(text, globals);

test.each<[string, unknown]>([
  ["plain", "plain"],
  ["{{ v(1) }}", 1],
  ["{{ v('4') }}", "4"],
  ["{{ v(true) }}", true],
  ["{{ v(none) }}", null],
  ["{{ v([1, 'a']) }}", [1, "a"]],
  ["{{ v({'a': 1}) }}", { a: 1 }],
  ["{{ v(1) }}{# note #}", 1],
  ["{{ v(1) }}\n", 1],
  ["{{ v('a') if v(1) else 'b' }}", "a"],
  ["{{ v('a') == 'a' }}", true],
  ["{{ missing }}", null],
])("%j keeps the type of its one value", (text, value) =>
  expect(rendered(text)).toEqual({ value, failure: undefined }),
);

test.each<[string, unknown]>([
  ["{{ 1 }}", "1"],
  ["{{ true }}", "True"],
  [" {{ v(1) }}", " 1"],
  ["{{ v(1) }}{{ v(2) }}", "12"],
  ["a{{ v(1) }}", "a1"],
  ["{% if v(0) %}a{% endif %}", ""],
  ["{{ v('a') ~ 1 }}", "a1"],
])("%j is text", (text, value) => expect(rendered(text).value).toBe(value));

test.each<[string, unknown]>([
  ["{{ v('4') | as_number }}", 4],
  ["{{ v('3.5') | as_number }}", 3.5],
  ["{{ v(1.5) | as_number }}", 1.5],
  ["{{ v('True') | as_bool }}", true],
  ["{{ v('[1, 2]') | as_native }}", [1, 2]],
  ["{{ v('None') | as_native }}", null],
  ["{{ v('true') | as_native }}", "true"],
  ["{{ v(4) | as_text }}", "4"],
])("%j is cast", (text, value) => expect(rendered(text)).toEqual({ value, failure: undefined }));

test.each<[string, string]>([
  ["{{ v('x') | as_number }}", "Could not convert value 'x' into type 'number'"],
  ["{{ v('true') | as_bool }}", "Could not convert value 'true' into type 'bool'"],
])("%j fails as dbt fails", (text, message) => {
  expect(rendered(text)).toMatchObject({ value: text, failure: { message } });
});

test("a broken template is its text, with the place of the fault", () => {
  const { value, failure } = rendered("{{ v(");
  expect(value).toBe("{{ v(");
  expect(failure?.kind).toBe("jinja-syntax");
});

test("a template that never ends is stopped", () => {
  const text = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}";
  expect(rendered(text).failure?.kind).toBe("limit");
});

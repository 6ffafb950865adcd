import { expect, test } from "vitest";
import { renderYamlString } from "./render-yaml.ts";
import { yamlGlobals } from "./yaml-globals.ts";

const globals = yamlGlobals({
  env: { SET: "e" },
  lookUpVar: (name) => (name === "set" ? "v" : undefined),
  target: undefined,
  projectName: "shop",
  secrets: "refused",
});

test.each<[string, unknown]>([
  ["{{ var('set') }}", "v"],
  ["{{ var('unset', 'a') }}", "a"],
  ["{{ var('unset', none) }}", null],
  ["{{ var('unset', default=None) }}", null],
  ["{% if var('unset', None) != None %}a{% else %}b{% endif %}", "b"],
  ["{{ env_var('SET') }}{{ env_var('UNSET', 'f') }}", "ef"],
  ["{{ project_name }}!", "shop!"],
])("%j", (text, value) => {
  expect(renderYamlString(text, globals)).toEqual({ value, failure: undefined });
});

test.each([
  ["{{ var('unset') }}", "Required var 'unset' not found"],
  ["{{ env_var('UNSET', none) }}", "Env var required but not provided: 'UNSET'"],
])("%j is refused", (text, message) => {
  expect(renderYamlString(text, globals).failure?.message).toBe(message);
});

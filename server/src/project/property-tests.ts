import type { Plain } from "../base/plain.ts";
import { entryOf, plainOf, type YamlMap, type YamlNode } from "../yaml/tree.ts";
import type { ShapeReader } from "./shape.ts";
import type { TestUse } from "./snapshot.ts";

/** Keys of a test that dbt takes for the test's own config; every other one is an argument of the test's macro. */
const CONFIG_KEYS = new Set([
  "severity",
  "tags",
  "enabled",
  "where",
  "limit",
  "warn_if",
  "error_if",
  "fail_calc",
  "store_failures",
  "store_failures_as",
  "meta",
  "database",
  "schema",
  "alias",
]);
/** Keys that are neither. */
const OWN_KEYS = new Set(["name", "description", "test_name", "config", "arguments"]);

/**
 * The tests under `data_tests:` or, as before dbt 1.8, `tests:` of a model or column.
 *
 * A test is a name, a map of one name to its arguments, or a map with `test_name:`; arguments stand
 * beside each other or under `arguments:` (spec 8.1). Their strings stay templates, as in dbt.
 */
export function readTests(reader: ShapeReader, owner: YamlMap): readonly TestUse[] {
  return ["data_tests", "tests"].flatMap((key) =>
    reader.items(entryOf(owner, key)?.value, `\`${key}\``).flatMap((it) => readTest(reader, it) ?? []),
  );
}

function readTest(reader: ShapeReader, node: YamlNode): TestUse | undefined {
  if (node.kind === "scalar" && typeof node.value === "string")
    return { name: node.value, arguments: {}, config: {}, at: reader.at(node.span) };
  if (node.kind === "map") {
    const named = entryOf(node, "test_name");
    if (named?.value.kind === "scalar") return testOf(String(named.value.value), node, reader.at(named.value.span));
    const [only] = node.entries;
    if (only && node.entries.length === 1) return testOf(only.key, only.value, reader.at(only.keySpan));
    // A frequent slip: the arguments are not indented below the test's name and so become its siblings.
    if (only) {
      reader.report(only.keySpan, `Indent the arguments of \`${only.key}\` below it: a test is a map of one key.`);
      return testOf(only.key, only.value, reader.at(only.keySpan));
    }
  }
  reader.report(node.span, "A test is a name, or a map of one name to its arguments.");
  return undefined;
}

function testOf(name: string, body: YamlNode, at: TestUse["at"]): TestUse {
  const entries = body.kind === "map" ? body.entries : [];
  const plain = (keys: (key: string) => boolean) =>
    entries.filter((it) => keys(it.key)).map((it) => [it.key, plainOf(it.value)] as const);
  return {
    name,
    arguments: {
      ...Object.fromEntries(plain((it) => !CONFIG_KEYS.has(it) && !OWN_KEYS.has(it))),
      ...plainMap(entryOf(body, "arguments")?.value),
    },
    config: { ...Object.fromEntries(plain((it) => CONFIG_KEYS.has(it))), ...plainMap(entryOf(body, "config")?.value) },
    at,
  };
}

function plainMap(node: YamlNode | undefined): { readonly [key: string]: Plain } {
  return node?.kind === "map" ? Object.fromEntries(node.entries.map((it) => [it.key, plainOf(it.value)])) : {};
}

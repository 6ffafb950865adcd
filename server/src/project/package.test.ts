import { expect, test } from "vitest";
import { parseFixture } from "../../test-kit/fixture.ts";
import { hostOf, projectOf } from "../../test-kit/project.ts";

const rootOf = (text: string) => projectOf({ "dbt_project.yml": text }).environment.root;

/** The problems of dbt_project.yml stand at the marks and say their words. */
function checkProblems(source: string): void {
  const { files, marks } = parseFixture(`//- dbt_project.yml\n${source.replace(/^\n/, "")}`);
  const { problems } = projectOf(files).environment;
  const own = problems.filter((it) => it.at.path === "dbt_project.yml");
  expect(own.map((it) => [it.at.span, it.message])).toEqual(
    marks.map((it) => [it.span, expect.stringContaining(it.text)]),
  );
}

test("what a project doesn't say is dbt's default", () => {
  expect(rootOf("name: shop\nprofile: shop\n")).toMatchObject({
    name: "shop",
    folder: "",
    modelPaths: ["models"],
    macroPaths: ["macros"],
    seedPaths: ["seeds"],
    snapshotPaths: ["snapshots"],
    testPaths: ["tests"],
    docsPaths: [],
    installPath: "dbt_packages",
    vars: {},
  });
});

test("folders are read in every spelling, and under their old names", () => {
  const root = rootOf("name: shop\nmodel-paths: ['./models/', marts]\ndata-paths: csv\nmacro-paths: ['.']\n");
  expect(root).toMatchObject({ modelPaths: ["models", "marts"], seedPaths: ["csv"], macroPaths: [""] });
  expect(rootOf("name: shop\nsource-paths: [old]\nmodel-paths: [new]\n").modelPaths).toEqual(["new"]);
});

test("a key is a setting with a plus or with a value that is no map, else a folder", () => {
  const { models } = rootOf(`
name: shop
models:
  +materialized: table
  shop:
    tags: [a]
    empty:
    staging:
      +meta: {owner: me}
      meta: {+schema: x}
`).configs;
  const shop = models.children.get("shop");
  const pairs = (tree: typeof shop) => tree?.settings.map((it) => [it.key, it.value]);
  expect(pairs(models)).toEqual([["materialized", "table"]]);
  expect(pairs(shop)).toEqual([
    ["tags", ["a"]],
    ["empty", null],
  ]);
  expect(pairs(shop?.children.get("staging"))).toEqual([["meta", { owner: "me" }]]);
  expect(pairs(shop?.children.get("staging")?.children.get("meta"))).toEqual([["schema", "x"]]);
});

test("a setting knows where its key stands", () => {
  const text = "name: shop\nmodels:\n  +tags: x\n";
  const [setting] = rootOf(text).configs.models.settings;
  expect(setting && text.slice(setting.at.span.start, setting.at.span.end)).toBe("+tags");
});

test("values are rendered with the target and the command line's vars; hooks and vars are not", () => {
  const files = {
    "dbt_project.yml": `
name: shop
profile: shop
vars: {raw: "{{ 1 }}"}
models:
  +schema: "{{ target.name ~ '_x' }}"
  +enabled: "{{ var('on') }}"
  +pre-hook: "delete from {{ this }}"
`,
  };
  const { root } = projectOf(files, { settings: { vars: { on: false } } }).environment;
  expect(root.configs.models.settings.map((it) => it.value)).toEqual(["dev_x", false, "delete from {{ this }}"]);
  expect(root.vars).toEqual({ raw: "{{ 1 }}" });
});

test("a variable that nobody sets is a problem at its place, and the rest is read", () => {
  checkProblems(`
name: shop
profile: shop
models:
  +schema: "{{ var('nobody') }}"
               ^^^^^^^^^^^^^ Required var 'nobody' not found
  +tags: "{{ env_var('NOPE') }}"
             ^^^^^^^^^^^^^^^ Env var required but not provided: 'NOPE'
`);
});

test("None is a default like any other", () => {
  checkProblems(`
name: shop
profile: shop
models:
  +schema: "{% if var('prefix', None) != None %}{{ var('prefix') }}_{% endif %}core"
`);
});

test("a wrong shape is reported with what is expected, and dbt's default is taken", () => {
  checkProblems(`
name: shop
profile: shop
models: [a]
         ^ \`models\` needs a map of keys and values here, not a list
dispatch: x
          ^ \`dispatch\` needs a list here
vars: 1
      ^ \`vars\` needs a map
`);
});

test("a half-typed template is a problem of the template", () => {
  const { problems } = projectOf({
    "dbt_project.yml": "name: shop\nprofile: shop\nmodels:\n  +schema: '{{ target.'\n",
  }).environment;
  expect(problems.map((it) => [it.kind, it.at.path])).toEqual([["jinja-syntax", "dbt_project.yml"]]);
});

test("no name, no keys, no file", () => {
  const messages = (text: string | undefined) => {
    const host = hostOf(text === undefined ? {} : { "dbt_project.yml": text });
    if (text === undefined) host.apply({ kind: "disk", path: "dbt_project.yml", text: undefined });
    return host.snapshot.environment;
  };
  expect(messages("profile: shop\n").problems.map((it) => it.message)).toEqual(["dbt_project.yml has no `name:`."]);
  expect(messages("just text\n").problems[0]?.message).toContain("needs keys and values");
  expect(messages(undefined).problems[0]?.message).toBe("dbt_project.yml is missing.");
  expect(messages(undefined).root.modelPaths).toEqual(["models"]);
});

test("dispatch and flags", () => {
  const root = rootOf(
    "name: shop\ndispatch:\n  - macro_namespace: dbt_utils\n    search_order: [shop, dbt_utils]\nflags: {a: true}\n",
  );
  expect(root.dispatch).toEqual([{ macroNamespace: "dbt_utils", searchOrder: ["shop", "dbt_utils"] }]);
  expect(root.flags).toEqual({ a: true });
});

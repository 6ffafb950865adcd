import { expect, test } from "vitest";
import { projectOf } from "../../test-kit/project.ts";
import { modelsInNeed } from "./missing-packages.ts";

const FILES = {
  "dbt_project.yml":
    "name: shop\nprofile: shop\nvars: {other: {size: 2}, limit: 3}\nmodels:\n  other: {+tags: [ours]}\n",
  "dbt_packages/zeta/dbt_project.yml": "name: zeta\n",
  "dbt_packages/other/dbt_project.yml": "name: other\nmodel-paths: [sql]\nvars: {size: 1, limit: 1, own: 9}\n",
  "dbt_packages/other/sql/staging/stg.sql": "select 1",
  "dbt_packages/other/sql/stg.yml":
    "models:\n  - name: stg\n    config: {meta: {size: \"{{ var('size') }}\", limit: \"{{ var('limit') }}\", own: \"{{ var('own') }}\"}}\n",
  "dbt_packages/other/integration_tests/models/a.sql": "select 1",
};

test("the root project first, then the packages that are installed", () => {
  const { environment } = projectOf(FILES);
  expect(environment.packages.map((it) => [it.name, it.folder])).toEqual([
    ["shop", ""],
    ["other", "dbt_packages/other"],
    ["zeta", "dbt_packages/zeta"],
  ]);
});

test("a package's nodes: its own folders only, with its own name", () => {
  const snapshot = projectOf(FILES);
  expect(snapshot.nodes.ids).toEqual(["model.other.stg"]);
  expect(snapshot.nodes.get("model.other.stg")?.fqn).toEqual(["other", "staging", "stg"]);
  expect(snapshot.nodes.get("model.other.stg")?.facts.config.tags).toEqual(["ours"]);
});

test("vars of a package's YAML: the root's block for it, the root's, its own", () => {
  const meta = projectOf(FILES).nodes.get("model.other.stg")?.facts.config.meta;
  expect(meta).toEqual({ size: 2, limit: 3, own: 9 });
});

test("what packages.yml asks for and nobody installed is named, with its place", () => {
  const text = `packages:
  - package: dbt-labs/dbt_utils
    version: 1.0.0
  - git: https://example.org/some/other.git
  - git: "https://example.org/dbt-audit-helper.git"
  - local: ../zeta
  - tarball: https://example.org/x.tar.gz
    name: packed
`;
  const { missingPackages } = projectOf({ ...FILES, "packages.yml": text }).environment;
  expect(missingPackages.map((it) => it.name)).toEqual(["dbt_utils", "dbt-audit-helper", "packed"]);
  const [first] = missingPackages;
  expect(first && text.slice(first.at.span.start, first.at.span.end)).toBe("dbt-labs/dbt_utils");
});

test("a repository need not be named like the project in it", () => {
  const { missingPackages } = projectOf({
    "packages.yml":
      "packages:\n  - git: https://example.org/dbt-audit-helper.git\n  - git: https://example.org/dbt-other\n",
    "dbt_packages/audit_helper/dbt_project.yml": "name: audit_helper\n",
  }).environment;
  expect(missingPackages.map((it) => it.name)).toEqual(["dbt-other"]);
});

test("dependencies.yml asks as well", () => {
  const { missingPackages } = projectOf({
    "dependencies.yml": "packages:\n  - package: a/b\nprojects:\n  - name: mesh\n",
  }).environment;
  expect(missingPackages.map((it) => it.name)).toEqual(["b"]);
});

test("an entry that names nothing is a problem", () => {
  const { problems } = projectOf({ "packages.yml": "packages:\n  - version: 1\n" }).environment;
  expect(problems.map((it) => [it.at.path, it.message])).toEqual([
    ["packages.yml", expect.stringContaining("needs `package:`")],
  ]);
});

test("packages live where the project says", () => {
  const moved = {
    "dbt_project.yml": "name: shop\nprofile: shop\npackages-install-path: vendor/dbt\n",
    "vendor/dbt/other/dbt_project.yml": "name: other\n",
    "vendor/dbt/other/models/a.sql": "select 1",
  };
  expect(projectOf(moved).nodes.ids).toEqual(["model.other.a"]);
});

test("models in need of a missing package, through macros too, by name alone", () => {
  const files = {
    "packages.yml": "packages: [{package: dbt-labs/dbt_utils, version: 1.0.0}]\n",
    "macros/m.sql":
      "{% macro outer() %}{{ inner() }}{% endmacro %}{% macro inner() %}{{ dbt_utils.star() }}{% endmacro %}",
    "models/direct.sql": "select {{ dbt_utils.star(ref('plain')) }}",
    "models/through.sql": "select {{ outer() }}",
    "models/plain.sql": "select 1 as dbt_utils {# dbt_utils.star() #}",
    "models/broken.sql": "select {{ dbt_utils.star( }}",
  };
  const snapshot = projectOf(files);
  expect(modelsInNeed(snapshot)).toBe(3);
  expect(modelsInNeed(projectOf({ ...files, "dbt_packages/dbt_utils/dbt_project.yml": "name: dbt_utils\n" }))).toBe(0);
});

import { expect, test } from "vitest";
import { compileIn } from "../../test-kit/compile.ts";
import { parseFixture } from "../../test-kit/fixture.ts";
import { projectOf } from "../../test-kit/project.ts";
import { compile } from "./compile.ts";

test("each version is a node of its own: name, unique_id, fqn, relation, and what templates see", () => {
  const source = `
//- dbt_project.yml
name: shop
profile: shop
models: {shop: {x: {+materialized: table, v2: {+tags: two}}, x_v1: {+tags: of_the_file}}}
//- models/x_v1.0.sql
{{ this }} {{ model.name }} {{ model.version }} {{ model.latest_version }} {{ model.version is float }}
//- models/sub/newest.sql
select 1 as id
//- models/x.yml
models: [{name: x, latest_version: 2, versions: [{v: 1.0}, {v: 2, defined_in: newest}]}]
//- models/y.sql
{{ ref('x') }} {{ ref('x', v=1.0) }} {{ ref('x', version='2') }}
`;
  const snapshot = projectOf(parseFixture(source).files);
  const first = snapshot.nodes.get("model.shop.x.v1.0");
  const second = snapshot.nodes.get("model.shop.x.v2");
  expect([first?.uniqueId, first?.fqn, first?.facts.relation.identifier, first?.facts.config.tags]).toEqual([
    "model.shop.x.v1.0",
    ["shop", "x", "v1.0"],
    "x_v1_0",
    [],
  ]);
  expect([second?.uniqueId, second?.fqn, second?.facts.relation.identifier, second?.facts.config.tags]).toEqual([
    "model.shop.x.v2",
    ["shop", "sub", "x", "v2"],
    "x_v2",
    [],
  ]);
  expect(first?.facts.config.materialized).toBe("table");
  expect(first && compile(snapshot, first, "full-refresh").sql).toBe('"dev"."main"."x_v1_0" x 1.0 2 True');
  expect(compileIn(snapshot, "full-refresh", "y").sql).toBe(
    '"dev"."main"."x_v2" "dev"."main"."x_v1_0" "dev"."main"."x_v2"',
  );
});

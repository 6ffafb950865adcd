import { expect, test } from "vitest";
import { hostOf } from "../../test-kit/project.ts";

const FILES = {
  "dbt_project.yml": `name: shop
profile: shop
model-paths: ["models"]
vars: {start: 2024-01-01}
models:
  shop:
    +schema: "{{ target.name }}"
    marts: {+tags: [a, b]}
dispatch:
  - macro_namespace: dbt_utils
    search_order: [shop]
`,
  "profiles.yml": `shop:
  target: dev
  outputs:
    dev: {type: duckdb, path: "{{ env_var('DB', 'dev.duckdb') }}"}
`,
  "packages.yml": 'packages:\n  - package: dbt-labs/dbt_utils\n    version: [">=1.0"]\n',
  "models/schema.yml": `models:
  - name: orders
    config: &c {unique_key: [id], meta: {a: 1}}
    columns:
      - name: id
        data_tests:
          - accepted_values: {arguments: {values: [1, 2]}}
    versions: [{v: 1, config: *c}]
sources:
  - name: raw
    tables: [{name: t, config: {enabled: "{{ var('x', true) }}"}}]
`,
  "macros/m.sql": "{% macro cents(a, b=2) -%} {{ a }} {%- endmacro %}",
  "snapshots/s.sql": "{% snapshot history %}{{ config(unique_key='id') }}select 1{% endsnapshot %}",
  "models/orders.sql": "{{ config(materialized='incremental') }} select {{ cents('a') }} from {{ source('raw', 't') }}",
};

for (const [path, text] of Object.entries(FILES)) {
  test(`a project stands whatever is typed of ${path}, and every problem lies inside its file`, () => {
    const host = hostOf(FILES);
    for (let end = 0; end <= text.length; end++) {
      const { environment, nodes, files } = host.apply({ kind: "overlay", path, text: text.slice(0, end) });
      const facts = nodes.ids.flatMap((it) => nodes.get(it)?.facts.problems ?? []);
      expect(nodes.graph.parents.size).toBe(nodes.ids.length);
      for (const { at } of [...environment.problems, ...facts]) {
        expect(at.span.start).toBeLessThanOrEqual(at.span.end);
        expect(at.span.end).toBeLessThanOrEqual(files.get(at.path)?.text.length ?? 0);
      }
    }
    expect(host.snapshot.environment.problems).toEqual([]);
  });
}

import { expect, test } from "vitest";
import { projectOf } from "../../test-kit/project.ts";
import { editDistance, namesLike } from "./edit-distance.ts";
import { resolveRef, resolveSource } from "./resolve.ts";
import type { ProjectSnapshot } from "./snapshot.ts";

const PACKAGE = "dbt_packages/other/dbt_project.yml";
const FILES = {
  [PACKAGE]: "name: other\n",
  "dbt_packages/other/models/shared.sql": "select 1",
  "dbt_packages/other/models/theirs.sql": "select 1",
  "models/shared.sql": "select 1",
  "models/orders.sql": "select 1",
  "models/orders_daily.sql": "select 1",
  "models/off.sql": "{{ config(enabled=false) }}select 1",
  "models/kept_v1.sql": "select 1",
  "models/kept_v2.sql": "select 1",
  "models/schema.yml": `
models:
  - name: kept
    latest_version: 1
    versions: [{v: 1}, {v: 2}]
sources:
  - name: raw
    tables: [{name: orders}, {name: gone, config: {enabled: false}}]
`,
  "seeds/countries.csv": "",
};

function found(
  snapshot: ProjectSnapshot,
  from: string,
  name: string,
  more: { packageName?: string; version?: number } = {},
) {
  const resolved = resolveRef(snapshot, from, { name, packageName: more.packageName, version: more.version });
  return resolved.kind === "missing" ? resolved.suggestions : `${resolved.kind} ${resolved.node.uniqueId}`;
}

test("without a package: the root project, then the own one, then any", () => {
  const snapshot = projectOf(FILES);
  expect(found(snapshot, "shop", "shared")).toBe("found model.shop.shared");
  expect(found(snapshot, "other", "shared")).toBe("found model.shop.shared");
  expect(found(snapshot, "shop", "theirs")).toBe("found model.other.theirs");
  expect(found(snapshot, "shop", "countries")).toBe("found seed.shop.countries");
});

test("a flag puts the own package first", () => {
  const flags = "name: shop\nprofile: shop\nflags: {require_ref_searches_node_package_before_root: true}\n";
  expect(found(projectOf({ ...FILES, "dbt_project.yml": flags }), "other", "shared")).toBe("found model.other.shared");
});

test("with a package: only there", () => {
  const snapshot = projectOf(FILES);
  expect(found(snapshot, "shop", "shared", { packageName: "other" })).toBe("found model.other.shared");
  expect(found(snapshot, "shop", "orders", { packageName: "other" })).toEqual([]);
});

test("a disabled node is found as such, unless another one is enabled", () => {
  expect(found(projectOf(FILES), "shop", "off")).toBe("disabled model.shop.off");
  const both = projectOf({ ...FILES, "dbt_packages/other/models/off.sql": "select 1" });
  expect(found(both, "shop", "off")).toBe("found model.other.off");
});

test("a versioned model: the latest, or the one asked for", () => {
  const snapshot = projectOf(FILES);
  expect(found(snapshot, "shop", "kept")).toBe("found model.shop.kept.v1");
  expect(found(snapshot, "shop", "kept", { version: 2 })).toBe("found model.shop.kept.v2");
  expect(found(snapshot, "shop", "kept", { version: 3 })).toEqual([]);
  expect(resolveRef(snapshot, "shop", { name: "kept", packageName: undefined, version: 3 })).toMatchObject({
    kind: "missing",
    versions: ["1", "2"],
  });
});

test("a model without versions has no version 1, and a version's file is no name", () => {
  const snapshot = projectOf(FILES);
  const unversioned = resolveRef(snapshot, "shop", { name: "orders", packageName: undefined, version: 1 });
  expect(unversioned).toMatchObject({ kind: "missing", versions: [] });
  expect(resolveRef(snapshot, "shop", { name: "kept_v1", packageName: undefined, version: undefined }).kind).toBe(
    "missing",
  );
});

test("the latest version is disabled: dbt finds nothing without a version, and a disabled model with it", () => {
  const properties = "models: [{name: kept, versions: [{v: 1}, {v: 2, config: {enabled: false}}]}]\n";
  const snapshot = projectOf({ ...FILES, "models/schema.yml": properties });
  expect(found(snapshot, "shop", "kept")).toEqual([]);
  expect(found(snapshot, "shop", "kept", { version: 2 })).toBe("disabled model.shop.kept.v2");
});

test("of two files with one unique_id the enabled one is meant", () => {
  const off = "{{ config(enabled=false) }} select 1";
  const snapshot = projectOf({ "models/a/x.sql": off, "models/b/x.sql": "select 1" });
  expect(snapshot.nodes.get("model.shop.x")?.path).toBe("models/b/x.sql");
  expect(snapshot.nodes.sharing).toEqual(["model.shop.x"]);
});

test("names like the missing one, the nearest first", () => {
  const snapshot = projectOf(FILES);
  expect(found(snapshot, "shop", "ordres")).toEqual(["orders"]);
  expect(found(snapshot, "shop", "order_daily")).toEqual(["orders_daily"]);
  expect(found(snapshot, "shop", "something_else")).toEqual([]);
});

test("sources: found, disabled, a wrong table, a wrong source", () => {
  const { environment } = projectOf(FILES);
  expect(resolveSource(environment, "raw", "orders")).toMatchObject({ kind: "found", source: { table: "orders" } });
  expect(resolveSource(environment, "raw", "gone")).toMatchObject({ kind: "disabled" });
  expect(resolveSource(environment, "raw", "order")).toEqual({
    kind: "missing",
    unknown: "table",
    suggestions: ["orders"],
  });
  expect(resolveSource(environment, "rwa", "orders")).toEqual({
    kind: "missing",
    unknown: "source",
    suggestions: ["raw"],
  });
});

test.each<[string, string, number]>([
  ["orders", "orders", 0],
  ["ordres", "orders", 1],
  ["oders", "orders", 1],
  ["orderss", "orders", 1],
  ["0rders", "orders", 1],
  ["", "abc", 3],
  ["kitten", "sitting", 3],
])("%s and %s are %d apart", (a, b, distance) => {
  expect(editDistance(a, b, 5)).toBe(distance);
  expect(editDistance(b, a, 5)).toBe(distance);
});

test("a distance beyond the limit is only said to be beyond it", () => {
  expect(editDistance("orders", "customers", 2)).toBe(3);
  expect(namesLike("Orders", ["orders", "order", "customers", "orders"])).toEqual(["orders", "order"]);
});

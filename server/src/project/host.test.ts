import { expect, test } from "vitest";
import { hostOf } from "../../test-kit/project.ts";
import { inSource } from "../base/span.ts";
import type { Change } from "./inputs.ts";

const FILES = {
  "models/orders.sql": "{{ config(materialized='incremental') }}\nselect * from {{ ref('raw_orders') }}\n",
  "models/daily.sql": "select * from {{ ref('orders') }}\n",
  "models/schema.yml": "models:\n  - name: orders\n    config: {unique_key: id}\n",
  "macros/filters.sql": "{% macro recent() %}where day > 1{% endmacro %}\n",
  "seeds/raw_orders.csv": "",
};
const overlay = (path: string, text: string | undefined): Change => ({ kind: "overlay", path, text });
const disk = (path: string, text: string | undefined): Change => ({ kind: "disk", path, text });

test("typing in a query keeps the environment, the other nodes, equal facts and the graph", () => {
  const host = hostOf(FILES);
  const before = host.snapshot;
  const factsBefore = before.nodes.at("models/orders.sql")?.facts;
  const graphBefore = before.nodes.graph;
  const after = host.apply(overlay("models/orders.sql", `${FILES["models/orders.sql"]}where a > 1\n`));

  expect(after.revision).toBe(before.revision + 1);
  expect(after.environment).toBe(before.environment);
  expect(after.nodes.at("models/daily.sql")).toBe(before.nodes.at("models/daily.sql"));
  expect(after.nodes.at("models/orders.sql")).not.toBe(before.nodes.at("models/orders.sql"));
  expect(after.nodes.at("models/orders.sql")?.facts).toBe(factsBefore);
  expect(after.nodes.graph).toBe(graphBefore);
  expect(after.nodes.ids).toBe(before.nodes.ids);
});

test("facts that nobody read between two edits still stay the same object", () => {
  const host = hostOf(FILES);
  const facts = host.snapshot.nodes.at("models/orders.sql")?.facts;
  host.apply(overlay("models/orders.sql", `${FILES["models/orders.sql"]}-- a\n`));
  const { nodes } = host.apply(overlay("models/orders.sql", `${FILES["models/orders.sql"]}-- ab\n`));
  expect(nodes.at("models/orders.sql")?.facts).toBe(facts);
});

test("a new ref replaces the facts and the graph, a changed config the facts only", () => {
  const host = hostOf(FILES);
  const { graph } = host.snapshot.nodes;
  const configured = host.apply(
    overlay("models/daily.sql", "{{ config(tags='x') }}select * from {{ ref('orders') }}\n"),
  );
  expect(configured.nodes.at("models/daily.sql")?.facts.config.tags).toEqual(["x"]);
  expect(configured.nodes.graph).toBe(graph);

  const linked = host.apply(
    overlay("models/daily.sql", "select * from {{ ref('orders') }}, {{ ref('raw_orders') }}\n"),
  );
  expect(linked.nodes.graph.parents.get("model.shop.daily")).toEqual(["model.shop.orders", "seed.shop.raw_orders"]);
  expect(linked.nodes.graph.children.get("seed.shop.raw_orders")).toEqual(["model.shop.daily", "model.shop.orders"]);
});

test("a model's facts are computed when they are read, and then once", () => {
  const parsed: string[] = [];
  const host = hostOf(FILES, {
    parseNode: (_environment, { uniqueId }) => {
      parsed.push(uniqueId);
      throw new Error("only the order of calls matters here");
    },
  });
  expect(host.snapshot.nodes.ids).toEqual(["model.shop.daily", "model.shop.orders", "seed.shop.raw_orders"]);
  expect(parsed).toEqual([]);
  expect(() => host.snapshot.nodes.get("model.shop.daily")?.facts).toThrow("only the order");
  expect(parsed).toEqual(["model.shop.daily"]);
});

test("an unsaved text beats the disk until the editor closes the file", () => {
  const host = hostOf(FILES);
  const text = () => host.snapshot.files.get("models/daily.sql")?.text;
  host.apply(overlay("models/daily.sql", "unsaved"));
  host.apply(disk("models/daily.sql", "saved by another program"));
  expect(text()).toBe("unsaved");
  host.apply(overlay("models/daily.sql", undefined));
  expect(text()).toBe("saved by another program");
});

test("opening and closing a file that is as on disk changes nothing but the revision", () => {
  const host = hostOf(FILES);
  const before = host.snapshot;
  const opened = host.apply(overlay("models/daily.sql", FILES["models/daily.sql"]));
  const closed = host.apply(overlay("models/daily.sql", undefined));
  expect(opened.nodes).toBe(before.nodes);
  expect(closed.files.get("models/daily.sql")).toBe(before.files.get("models/daily.sql"));
});

test("saving what was typed keeps everything", () => {
  const host = hostOf(FILES);
  const typed = host.apply(overlay("models/daily.sql", "select 1"));
  const saved = host.apply(disk("models/daily.sql", "select 1"));
  const closed = host.apply(overlay("models/daily.sql", undefined));
  expect(saved.nodes).toBe(typed.nodes);
  expect(closed.nodes.at("models/daily.sql")?.facts).toBe(typed.nodes.at("models/daily.sql")?.facts);
});

test("a new model is there at once, also before it is saved; a deleted one is gone", () => {
  const host = hostOf(FILES);
  const created = host.apply(overlay("models/marts/weekly.sql", "select * from {{ ref('daily') }}"));
  expect(created.nodes.at("models/marts/weekly.sql")?.fqn).toEqual(["shop", "marts", "weekly"]);
  expect(created.nodes.graph.children.get("model.shop.daily")).toEqual(["model.shop.weekly"]);

  const deleted = host.apply([overlay("models/marts/weekly.sql", undefined), disk("models/daily.sql", undefined)]);
  expect(deleted.nodes.ids).toEqual(["model.shop.orders", "seed.shop.raw_orders"]);
  expect(deleted.nodes.named("daily")).toEqual([]);
});

test("a rename is a deletion and a creation in one step", () => {
  const host = hostOf(FILES);
  const { nodes } = host.apply([
    disk("models/orders.sql", undefined),
    disk("models/purchases.sql", FILES["models/orders.sql"]),
  ]);
  expect(nodes.ids).toContain("model.shop.purchases");
  expect(nodes.named("orders")).toEqual([]);
});

test("a seed comes and goes", () => {
  const host = hostOf(FILES);
  expect(host.apply({ kind: "seed", path: "seeds/b.csv", exists: true }).nodes.named("b")).toHaveLength(1);
  expect(host.apply({ kind: "seed", path: "seeds/b.csv", exists: false }).nodes.named("b")).toHaveLength(0);
});

test("an edit of a properties file reaches the models it speaks of", () => {
  const host = hostOf(FILES);
  const keyOf = () => host.snapshot.nodes.at("models/orders.sql")?.facts.config.unique_key;
  expect(keyOf()).toBe("id");
  const daily = host.snapshot.nodes.at("models/daily.sql")?.facts;
  host.apply(overlay("models/schema.yml", "models:\n  - name: orders\n    config: {unique_key: [id, day]}\n"));
  expect(keyOf()).toEqual(["id", "day"]);
  expect(host.snapshot.nodes.at("models/daily.sql")?.facts).toBe(daily);
});

test("an edit of a macro file gives a new macro table, one of a comment in it as well", () => {
  const host = hostOf(FILES);
  const { macros } = host.snapshot.environment;
  host.apply(overlay("macros/filters.sql", "{% macro recent(days) %}where day > {{ days }}{% endmacro %}\n"));
  expect(host.snapshot.environment.macros).not.toBe(macros);
  expect(host.snapshot.environment.macros.resolve("recent", "shop")?.macro.parameters.map((it) => it.name)).toEqual([
    "days",
  ]);
});

test("an edit of dbt_project.yml that concerns no connection keeps the target", () => {
  const host = hostOf(FILES);
  const { target } = host.snapshot.environment;
  const { environment } = host.apply(overlay("dbt_project.yml", "name: shop\nprofile: shop\nvars: {a: 1}\n"));
  expect(environment.target).toBe(target);
  expect(environment.root.vars).toEqual({ a: 1 });
});

test("another folder for models finds its files at once", () => {
  const host = hostOf({ ...FILES, "marts/weekly.sql": "select 1" });
  expect(host.snapshot.nodes.named("weekly")).toEqual([]);
  const { nodes } = host.apply(overlay("dbt_project.yml", "name: shop\nprofile: shop\nmodel-paths: [marts]\n"));
  expect(nodes.named("weekly")).toHaveLength(1);
  expect(nodes.named("daily")).toEqual([]);
});

test("a broken properties file takes only its own say away, and says so", () => {
  const host = hostOf({ ...FILES, "models/other.yml": "models:\n  - name: daily\n    description: fine\n" });
  const { environment, nodes } = host.apply(overlay("models/schema.yml", "models: [\n"));
  expect(environment.problems.map((it) => [it.kind, it.at.path])).toEqual([["yaml-syntax", "models/schema.yml"]]);
  expect(environment.patches.get("shop.daily")?.description).toBe("fine");
  expect(nodes.at("models/orders.sql")?.facts.config.unique_key).toBe(null);
});

test("settings: another target, other vars", () => {
  const host = hostOf({
    ...FILES,
    "profiles.yml":
      "shop:\n  target: dev\n  outputs:\n    dev: {type: duckdb}\n    prod: {type: duckdb, schema: live}\n",
  });
  const settings = { target: "prod", profilesDir: undefined, vars: { day: 1 } };
  const { environment } = host.apply({ kind: "settings", settings });
  expect([environment.target.name, environment.target.schema, environment.commandLineVars]).toEqual([
    "prod",
    "live",
    { day: 1 },
  ]);
});

test("reading the disk again keeps files with an equal text, unsaved texts and settings", () => {
  const host = hostOf(FILES);
  const before = host.apply(overlay("models/daily.sql", "unsaved"));
  const again = hostOf({ ...FILES, "models/new.sql": "select 1" });
  const inputs = {
    root: "/shop",
    files: again.snapshot.files,
    seeds: new Set(["seeds/raw_orders.csv"]),
    settings: { target: "other", profilesDir: undefined, vars: {} },
    env: {},
    home: "/home/someone",
    problems: [],
  };
  const after = host.apply({ kind: "reload", inputs });
  expect(after.files.get("models/orders.sql")).toBe(before.files.get("models/orders.sql"));
  expect(after.files.get("models/daily.sql")?.text).toBe("unsaved");
  expect(after.nodes.named("new")).toHaveLength(1);
  expect(after.environment.target.name).toBe("dev");
});

test("what runner and worker found is added, and a success takes a failure away", () => {
  const host = hostOf(FILES);
  const failure = { message: "no such column", at: undefined, text: "select" };
  const catalog = { relations: new Map(), complete: new Set(["dev.main"]) };
  host.apply([
    { kind: "catalog", catalog },
    { kind: "trees", trees: new Map([["select 1", "unparsable"]]) },
    { kind: "trees", trees: new Map([["select 2", "unparsable"]]) },
    { kind: "run", uniqueId: "model.shop.daily", failure },
  ]);
  const { snapshot } = host;
  expect(snapshot.catalog).toBe(catalog);
  expect([...snapshot.trees.keys()]).toEqual(["select 1", "select 2"]);
  expect(snapshot.runFailures.get("model.shop.daily")).toBe(failure);
  expect(host.apply({ kind: "run", uniqueId: "model.shop.daily", failure: undefined }).runFailures.size).toBe(0);
});

test("a file that can't be read stays a problem until it can be", () => {
  const host = hostOf(FILES);
  const at = { path: "models/daily.sql", span: inSource(0, 0) };
  const problem = { kind: "unreadable", message: "not UTF-8", at, causes: [] } as const;
  const messages = () => host.snapshot.nodes.get("model.shop.daily")?.facts.problems.map((it) => it.message);
  host.apply({ kind: "disk", path: "models/daily.sql", text: "", problem });
  expect(messages()).toEqual(["not UTF-8"]);
  host.apply(overlay("models/daily.sql", "select '\uFFFD'"));
  expect(messages()).toEqual(["not UTF-8"]);
  host.apply(disk("models/daily.sql", "select 'é'"));
  expect(messages()).toEqual([]);
});

import { expect, test } from "vitest";
import { projectOf } from "../../test-kit/project.ts";
import type { World } from "../base/world.ts";
import { branchOf } from "../runner/branch.ts";
import { refusalOf } from "../runner/support.ts";
import { nextRun, runRefusal } from "./next-run.ts";

function modelWith(config: string) {
  const snapshot = projectOf({ "models/model.sql": `{{ config(${config}) }} select 1 as id` });
  const [node] = snapshot.nodes.named("model");
  if (!node) throw new Error("no model");
  return { snapshot, node };
}

test.each(["", "full_refresh=true", "full_refresh=false"])(
  "what the editor announces is what the runner does, with %j, whatever the target and the wish",
  (fullRefresh) => {
    const { snapshot, node } = modelWith(`materialized='incremental'${fullRefresh && `, ${fullRefresh}`}`);
    for (const existing of ["none", "table", "view"] as const) {
      for (const asked of ["incremental", "full-refresh"] satisfies World[]) {
        const relation = {
          type: existing === "none" ? "other" : existing,
          columns: undefined,
          rows: undefined,
        } as const;
        const relations = new Map(existing === "none" ? [] : [["dev.main.model", relation]]);
        const catalog = { relations, complete: new Set(["dev.main"]) };
        const announced = nextRun({ ...snapshot, catalog }, node, asked);
        const done = branchOf(node.facts.config, existing, asked);
        expect({ world: announced.world, why: announced.why }).toEqual({ world: done.world, why: done.why });
        expect(announced.replaces).toBe(done.act === "replace");
      }
    }
  },
);

test("a target that nobody looked at may be replaced", () => {
  const { snapshot, node } = modelWith("materialized='incremental'");
  expect(nextRun(snapshot, node, "incremental")).toMatchObject({ world: "unknown", replaces: true });
});

test.each([
  "materialized='incremental'",
  "materialized='incremental', incremental_strategy='append'",
  "materialized='incremental', incremental_strategy='delete+insert', unique_key='id'",
  "materialized='incremental', incremental_strategy='merge', unique_key='id'",
  "materialized='incremental', incremental_strategy='microbatch'",
  "materialized='incremental', incremental_strategy='mine'",
  "materialized='table', contract={'enforced': true}",
  "materialized='table'",
  "materialized='view'",
  "materialized='materialized_view'",
])("the editor offers no run that the runner refuses, and refuses none that it takes: %s", (config) => {
  const { snapshot, node } = modelWith(config);
  const refused = refusalOf(node, snapshot.environment.target, "create") !== null;
  expect(runRefusal(snapshot, node) !== undefined).toBe(refused);
});

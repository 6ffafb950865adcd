import { expect, test } from "vitest";
import { projectOf } from "../../test-kit/project.ts";
import type { CatalogRelation } from "../project/snapshot.ts";
import { nextRun } from "./next-run.ts";

function modelWith(config: string) {
  const snapshot = projectOf({ "models/model.sql": `{{ config(${config}) }} select 1 as id` });
  const [node] = snapshot.nodes.named("model");
  if (!node) throw new Error("no model");
  return { snapshot, node };
}

test.each([
  // config, target, asked → world, why, replaced
  ["", "missing", "incremental", "full-refresh", "target-missing", false],
  ["", "table", "incremental", "incremental", null, false],
  ["", "table", "full-refresh", "full-refresh", null, true],
  ["", "view", "incremental", "full-refresh", "target-is-view", true],
  [", full_refresh=true", "table", "incremental", "full-refresh", "full-refresh-config", true],
  [", full_refresh=false", "table", "full-refresh", "incremental", "full-refresh-forbidden", false],
  // What nobody looked at may be a view, which even an incremental run replaces.
  ["", "unknown", "incremental", "unknown", null, true],
  ["", "unknown", "full-refresh", "full-refresh", null, true],
  [", full_refresh=true", "unknown", "incremental", "full-refresh", "full-refresh-config", true],
  [", full_refresh=false", "unknown", "full-refresh", "unknown", null, true],
] as const)(
  "incremental%s, the target is %s, asked for %s: %s (%s), replaces: %s",
  (config, target, asked, world, why, replaces) => {
    const { snapshot, node } = modelWith(`materialized='incremental'${config}`);
    const relation = (type: CatalogRelation["type"]) => ({ type, columns: undefined, rows: undefined });
    const relations = new Map(target === "table" || target === "view" ? [["dev.main.model", relation(target)]] : []);
    const catalog = { relations, complete: new Set(target === "unknown" ? [] : ["dev.main"]) };
    expect(nextRun({ ...snapshot, catalog }, node, asked)).toEqual({ world, why, replaces, target });
  },
);

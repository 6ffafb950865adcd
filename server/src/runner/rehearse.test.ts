import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderOf } from "../../test-kit/folder.ts";
import { NATIVE_ENGINE } from "../../test-kit/runner.ts";
import type { World } from "../base/world.ts";
import type { RunEvent } from "../protocol/events.ts";
import { openProject } from "./open-project.ts";
import { rehearseNodes, runNodes } from "./run.ts";

const INCREMENTAL = "materialized='incremental', unique_key='id'";

const PROJECT = {
  "dbt_project.yml": "name: shop\nprofile: shop\non-run-start: 'create table if not exists audit (what varchar)'\n",
  "profiles.yml": "shop: {target: dev, outputs: {dev: {type: duckdb, path: dev.duckdb}}}\n",
  "seeds/raw.csv": "id,state\n1,new\n2,new\n",
  "models/stg.sql": "select id, state from {{ ref('raw') }}\n",
  "models/merged.sql": `{{ config(${INCREMENTAL}, incremental_strategy='merge', on_schema_change='append_new_columns') }}
select * from {{ ref('stg') }} {% if is_incremental() %}where id >= (select max(id) from {{ this }}){% endif %}`,
  "models/replaced.sql": `{{ config(${INCREMENTAL}, post_hook="insert into audit values ('{{ this.identifier }}')") }}
select * from {{ ref('merged') }}`,
  "models/told.sql":
    "{{ config(materialized='table', persist_docs={'columns': true}, schema='marts') }} select * from {{ ref('stg') }} -- last",
  "models/schema.yml": "models:\n  - name: told\n    columns:\n      - {name: id, description: the key}\n",
};

async function projectIn(root: string) {
  const opened = await openProject({ root, target: null, profilesDir: null, vars: null, env: {} });
  if (!opened.ok) throw new Error(opened.error);
  const ids = opened.value.nodes.ids.filter((id) => !id.startsWith("snapshot."));
  return { snapshot: opened.value, ids };
}

async function eventsOf(events: AsyncGenerator<RunEvent, unknown>): Promise<readonly RunEvent[]> {
  const all: RunEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** What was sent or would be, with the moment taken out of the names of temporary tables and the digests of indexes. */
function sent(events: readonly RunEvent[]): readonly string[] {
  return events.flatMap((it) => (it.kind === "statement" ? [it.sql.replaceAll(/__dbt_tmp\d{17}/g, "__dbt_tmp#")] : []));
}

const never = new AbortController().signal;
const stamp = "0".repeat(17);

async function rehearsedAndRun(root: string, world: World) {
  const { snapshot, ids } = await projectIn(root);
  const rehearsed = await eventsOf(rehearseNodes(snapshot, { ids, world, stamp }, never));
  const ran = await eventsOf(
    runNodes(
      snapshot,
      { ids, world, command: "", warn: (message) => expect.fail(message), engine: NATIVE_ENGINE },
      never,
    ),
  );
  return { rehearsed, ran };
}

test("a rehearsal names the very statements that the run then sends: first run, incremental run, new column, full refresh", async () => {
  const root = folderOf(PROJECT);
  const first = await rehearsedAndRun(root, "incremental");
  expect(sent(first.rehearsed)).toEqual(sent(first.ran));
  expect(sent(first.rehearsed)).toContain(`comment on column "dev"."main_marts"."told"."id" is 'the key'`);

  const second = await rehearsedAndRun(root, "incremental");
  expect(sent(second.rehearsed)).toEqual(sent(second.ran));
  expect(sent(second.rehearsed).join("\n")).toMatch(/create temporary table "merged__dbt_tmp#"[\s\S]*merge into/);

  const text = PROJECT["models/merged.sql"].replace("select * from", "select *, 7 as extra from");
  writeFileSync(join(root, "models/merged.sql"), text);
  const third = await rehearsedAndRun(root, "incremental");
  expect(sent(third.rehearsed)).toContain('alter table "dev"."main"."merged" add column "extra" INTEGER');
  expect(sent(third.rehearsed)).toEqual(sent(third.ran));

  const full = await rehearsedAndRun(root, "full-refresh");
  expect(sent(full.rehearsed)).toEqual(sent(full.ran));
});

test("nothing is written: no database, no history", async () => {
  const root = folderOf(PROJECT);
  const { snapshot, ids } = await projectIn(root);
  const events = await eventsOf(rehearseNodes(snapshot, { ids, world: "incremental", stamp }, never));
  expect(events.at(-1)).toMatchObject({ kind: "run-finished", status: "ok", ok: 5 });
  expect(existsSync(join(root, "dev.duckdb"))).toBe(false);
  expect(existsSync(join(root, ".highwater"))).toBe(false);
});

test("where the columns decide and can't be known the list ends with the reason", async () => {
  const root = folderOf(PROJECT);
  await rehearsedAndRun(root, "incremental");
  writeFileSync(
    join(root, "models/merged.sql"),
    `{{ config(${INCREMENTAL}, on_schema_change='fail') }} select nope from {{ ref('stg') }}`,
  );
  const { snapshot } = await projectIn(root);
  const events = await eventsOf(
    rehearseNodes(snapshot, { ids: ["model.shop.merged"], world: "incremental", stamp }, never),
  );
  const end = events.find((it) => it.kind === "finished");
  expect(end).toMatchObject({ status: "error", message: expect.stringMatching(/nope[\s\S]*depend on its columns/) });
  expect(sent(events).at(-1)).toBe('describe "merged__dbt_tmp#"');
});

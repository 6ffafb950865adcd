import { basename, delimiter, resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { WORLDS, type World } from "../src/base/world.ts";
import { compile } from "../src/compile/compile.ts";
import { ProjectHost } from "../src/project/host.ts";
import { loadProject } from "../src/project/load.ts";
import type { Node, ProjectSnapshot } from "../src/project/snapshot.ts";
import { compileWithDbt, type DbtAnswer, type DbtNode, type DbtText } from "./compile-with-dbt.ts";

/** Fixture projects, and those that HIGHWATER_CONFORMANCE_PROJECTS names (separated as in PATH), each with its profiles.yml. */
const projects = [
  ...["shop", "oddities"].map((it) => resolve("test-fixtures/projects", it)),
  ...(process.env["HIGHWATER_CONFORMANCE_PROJECTS"] ?? "").split(delimiter).filter((it) => it !== ""),
];

for (const root of projects)
  describe(basename(root), () => {
    let dbt: DbtAnswer;
    let ours: ProjectSnapshot;
    beforeAll(async () => {
      dbt = compileWithDbt(root);
      ours = await snapshotOf(root);
    });

    for (const world of WORLDS)
      test(`every node's SQL in the world ${world}, byte for byte`, () => {
        const compared = Object.keys(dbt.worlds[world]).map((id) => compareText(ours, dbt, id, world));
        expect(compared.filter((it) => it !== "same" && it !== "known to the warehouse only")).toEqual([]);
        expect(compared.filter((it) => it === "same").length).toBeGreaterThan(10);
      });

    test("every node's effective config, name and parents", () => {
      const found = Object.entries(dbt.nodes).map(([id]) => [id, ours.nodes.get(id)] as const);
      const expected = Object.entries(dbt.nodes).map(([id, it]) => [id, normal(theirs(it))]);
      expect(found.map(([id, it]) => [id, it && normal(facts(it))])).toEqual(expected);
      expect(found.length).toBeGreaterThan(10);
    });
  });

async function snapshotOf(root: string): Promise<ProjectSnapshot> {
  const settings = { target: undefined, profilesDir: root, vars: {} };
  const inputs = await loadProject(root, { settings, env: process.env as Record<string, string>, home: root });
  return new ProjectHost(inputs).snapshot;
}

/** "same", or what differs, to be read in the test's failure. */
function compareText(ours: ProjectSnapshot, dbt: DbtAnswer, id: string, world: World): unknown {
  const node = ours.nodes.get(id);
  if (!node) return { id, ours: "no such node" };
  const expected = expectedText(dbt, id, world);
  const { sql, status, problems } = compile(ours, node, world);
  if (expected?.asked.length) return status === "error" ? { id, problems } : "known to the warehouse only";
  if (typeof expected?.sql === "string") {
    const isSame = status === "ok" && Buffer.from(sql).equals(Buffer.from(expected.sql));
    return isSame ? "same" : { id, status, problems, ours: sql, dbt: expected.sql };
  }
  const [first] = problems;
  const message = first?.message.split("\n")[0] ?? "";
  const isSame = status === "error" && message !== "" && expected?.error?.includes(message);
  return isSame ? "same" : { id, status, ours: problems, dbt: expected?.error };
}

/** A model that forbids full refreshes runs without its incremental branch only once: the first time. */
function expectedText({ nodes, worlds }: DbtAnswer, id: string, world: World): DbtText | undefined {
  const isForbidden = world === "full-refresh" && nodes[id]?.config["full_refresh"] === false;
  return worlds[isForbidden ? "first-run" : world][id];
}

function theirs({ config, database, schema, alias, refs, sources }: DbtNode) {
  return { config, relation: { database, schema, identifier: alias }, refs, sources };
}

function facts({ facts: { config, relation, refs, sources } }: Node) {
  return {
    config,
    relation,
    refs: refs.map((it) => [it.packageName ?? null, it.name, it.version ?? null]),
    sources: sources.map((it) => [it.source, it.table]),
  };
}

/** As JSON would bring it back: without big integers, and with keys in one order. */
function normal(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_key, it: unknown) => (typeof it === "bigint" ? Number(it) : it)));
}

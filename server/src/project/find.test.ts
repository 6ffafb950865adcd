import { join } from "node:path";
import { expect, test } from "vitest";
import { folderOf } from "../../test-kit/folder.ts";
import { findProjectAbove, findProjects, rootOf } from "./find.ts";

const FILES = {
  "a/dbt_project.yml": "",
  "a/models/x.sql": "",
  "a/integration_tests/dbt_project.yml": "",
  "a/dbt_packages/p/dbt_project.yml": "",
  "a/target/dbt_project.yml": "",
  "deep/er/b/dbt_project.yml": "",
  "node_modules/c/dbt_project.yml": "",
  ".venv/d/dbt_project.yml": "",
};

test("projects of a workspace, not those that are installed or built", async () => {
  const root = folderOf(FILES);
  const found = await findProjects([root]);
  expect(found.map((it) => it.slice(root.length + 1))).toEqual(["a", "deep/er/b", "a/integration_tests"]);
});

test("a folder that is itself a project, or isn't there", async () => {
  const root = folderOf(FILES);
  expect(await findProjects([join(root, "deep/er/b"), join(root, "gone")])).toEqual([join(root, "deep/er/b")]);
});

test("a file belongs to the innermost project around it", () => {
  const roots = ["/w/a", "/w/a/integration_tests", "/w/ab"];
  expect(rootOf("/w/a/models/x.sql", roots)).toBe("/w/a");
  expect(rootOf("/w/a/integration_tests/models/x.sql", roots)).toBe("/w/a/integration_tests");
  expect(rootOf("/w/ab/x.sql", roots)).toBe("/w/ab");
  expect(rootOf("/w/x.sql", roots)).toBeUndefined();
});

test("from a folder upwards, as dbt looks", async () => {
  const root = folderOf(FILES);
  expect(await findProjectAbove(join(root, "a/models"))).toBe(join(root, "a"));
  expect(await findProjectAbove(join(root, "a"))).toBe(join(root, "a"));
  expect(await findProjectAbove(join(root, "deep"))).toBeUndefined();
});

import { expect, test } from "vitest";
import { ranWorld } from "./ran-world.ts";

const SQL = { incremental: "select id from a\nwhere id > 3", "full-refresh": "select id from a" };

test.each([
  ["create temporary table x as (select id from a\nwhere id > 3)", "incremental"],
  ["create table x as (select id from a)", "full-refresh"],
  ["/* dbt */ merge into x using y", "incremental"],
  ["-- dbt\ndelete from x", "incremental"],
  ["create or replace table x as (select other)", "full-refresh"],
  ["alter session set x = 1", null],
])("the world that ran is told by what was sent: %j", (statement, world) => {
  expect(ranWorld([statement], SQL)).toBe(world);
});

test("a table that is made and then filled may be either world", () => {
  expect(ranWorld(["create table x (id int)", "insert into x select other"], SQL)).toBeNull();
});

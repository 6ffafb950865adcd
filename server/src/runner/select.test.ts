import { expect, test } from "vitest";
import { fakeNodes } from "../../test-kit/runner.ts";
import { selectNodes } from "./select.ts";

//  countries (seed)   stg_orders → orders → daily → weekly
//                     stg_events ───────────┘
const nodes = fakeNodes([
  { name: "countries", resourceType: "seed", folder: "seeds" },
  { name: "stg_orders", folder: "models/staging", config: { tags: ["staging"] } },
  { name: "stg_events", folder: "models/staging", config: { tags: ["staging", "events"] } },
  { name: "orders", folder: "models/marts", parents: ["stg_orders"], config: { materialized: "incremental" } },
  {
    name: "daily",
    folder: "models/marts",
    parents: ["orders", "stg_events"],
    config: { materialized: "incremental", meta: { owner: "ana" } },
  },
  { name: "weekly", folder: "models/marts/reports", parents: ["daily"] },
  { name: "old", folder: "models/marts", config: { enabled: false } },
]);

function names(...select: string[]): readonly string[] | string {
  const result = selectNodes(nodes, "shop", select);
  if (!result.ok) return result.error;
  return result.value.ids.map((it) => it.split(".").at(-1) ?? "");
}

test.each([
  ["daily", ["daily"]],
  ["+daily", ["stg_orders", "stg_events", "orders", "daily"]],
  ["orders+", ["orders", "daily", "weekly"]],
  ["1+daily+1", ["stg_events", "orders", "daily", "weekly"]],
  ["@stg_orders", ["stg_orders", "stg_events", "orders", "daily", "weekly"]],
  ["models/staging", ["stg_orders", "stg_events"]],
  ["path:models/marts/reports", ["weekly"]],
  ["path:models/*/reports", ["weekly"]],
  ["models/marts/daily.sql", ["daily"]],
  ["daily.sql", ["daily"]],
  ["countries.csv", ["countries"]],
  ["tag:events", ["stg_events"]],
  ["+tag:events+", ["stg_events", "daily", "weekly"]],
  ["config.materialized:incremental", ["orders", "daily"]],
  ["config.meta.owner:ana", ["daily"]],
  ["package:this", ["countries", "stg_orders", "stg_events", "orders", "daily", "weekly"]],
  ["resource_type:seed", ["countries"]],
  ["shop.marts", ["orders", "daily", "weekly"]],
  ["marts.reports", ["weekly"]],
  ["stg_*", ["stg_orders", "stg_events"]],
  ["stg_?vents", ["stg_events"]],
  ["stg_[!e]*", ["stg_orders"]],
  ["weekly stg_orders", ["stg_orders", "weekly"]],
  ["daily+,tag:staging", []],
  ["+daily,tag:staging", ["stg_orders", "stg_events"]],
  ["old", []],
])("%s", (select, expected) => {
  expect(names(select)).toEqual(expected);
});

test("several arguments are a union; no argument is everything that is enabled", () => {
  expect(names("weekly", "orders")).toEqual(["orders", "weekly"]);
  expect(names()).toHaveLength(6);
});

test("what matches nothing is told, what is written wrong is refused", () => {
  expect(selectNodes(nodes, "shop", ["nope orders"])).toMatchObject({ ok: true, value: { unmatched: ["nope"] } });
  expect(names("state:modified")).toContain("method state is not supported");
  expect(names("@x+")).toContain("@ already takes the children along");
  expect(names("+")).toContain("selects nothing");
});

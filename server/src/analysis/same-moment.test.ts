import { expect, test } from "vitest";
import { isSameMoment } from "./same-moment.ts";

test("one moment in two forms", () => {
  for (const [a, b] of [
    ["block_date", "block_time"],
    ["created_on", "CREATED_AT"],
    ["EventDate", "event_timestamp"],
    ["dt", "collected_at"],
  ] as const)
    expect([a, b, isSameMoment(a, b)]).toEqual([a, b, true]);
});

test("two moments", () => {
  for (const [a, b] of [
    ["created_at", "updated_at"],
    ["order_date", "loaded_at"],
    ["event_time", "_fivetran_synced"],
  ] as const)
    expect([a, b, isSameMoment(a, b)]).toEqual([a, b, false]);
});

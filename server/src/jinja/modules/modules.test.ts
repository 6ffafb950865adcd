import { expect, test } from "vitest";
import { interpreterOf, Overrun } from "../../../test-kit/interpreter.ts";
import { attribute } from "../access.ts";
import { iterate } from "../iterate.ts";
import { repr, str } from "../text.ts";
import { HostObject, NativeFunction, PyList, Unknown, type Value } from "../values.ts";
import { modules } from "./modules.ts";

const NOON = new Date("2026-03-04T12:34:56.789Z");

function call(path: string, positional: readonly Value[] = [], interpreter = interpreterOf()): Value {
  const callee = path.split(".").reduce<Value>(
    attribute,
    modules(() => NOON),
  );
  if (!(callee instanceof HostObject) || !callee.call) throw new Error(`${path} cannot be called`);
  return callee.call(positional, new Map(), interpreter);
}

test("what is now, the clock says", () => {
  expect(str(call("datetime.datetime.utcnow"))).toBe("2026-03-04 12:34:56.789000");
  const zone = call("pytz.timezone", ["America/New_York"]);
  expect(repr(call("datetime.datetime.now", [zone]))).toBe(
    "datetime.datetime(2026, 3, 4, 7, 34, 56, 789000, tzinfo=<DstTzInfo 'America/New_York' EST-1 day, 19:00:00 STD>)",
  );
});

test("lookaround and backreferences are unknown, not wrong", () => {
  for (const pattern of ["a(?=b)", "(?<!x)a", "(a)\\1", "(?P<n>a)(?P=n)"]) {
    const interpreter = interpreterOf();
    expect(call("re.search", [pattern, "aab"], interpreter)).toBeInstanceOf(Unknown);
    expect(interpreter.reasons).toHaveLength(1);
  }
  expect(call("re.findall", ["[(?=]", "(="])).toEqual(new PyList(["(", "="]));
});

test("a hostile pattern is answered in linear time", () => {
  expect(call("re.match", ["(a+)+$", `${"a".repeat(20_000)}b`])).toBe(null);
});

test("the replacement may be a function of the match", () => {
  const upper = new NativeFunction("upper", ([match = null], _, interpreter) => {
    const group = attribute(match, "group");
    return group instanceof HostObject && group.call ? str(group.call([1], new Map(), interpreter)).toUpperCase() : "";
  });
  expect(call("re.sub", ["_(.)", upper, "snake_case_name"])).toBe("snakeCaseName");
});

test("an endless iterator ends with the render's limits", () => {
  for (const path of ["itertools.count", "itertools.repeat", "itertools.cycle"]) {
    const items = call(path, path === "itertools.count" ? [] : ["ab"], interpreterOf({ steps: 1000 }));
    expect(() => [...iterate(items)]).toThrow(Overrun);
  }
  expect(() => [
    ...iterate(call("itertools.permutations", ["abcdefghijklmnop"], interpreterOf({ steps: 1000 }))),
  ]).toThrow(Overrun);
});

test("a zone that does not exist is refused", () => {
  expect(() => call("pytz.timezone", ["Mars/Olympus"])).toThrow("'Mars/Olympus'");
});

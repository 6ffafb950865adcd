import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rules } from "./rules/index.ts";

/** What users were told: a rule's usual severity is changed here first, with a line in the changelog. */
const agreed: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL("../../../test-fixtures/rules/severities.json", import.meta.url), "utf8"),
);

test("every rule has the severity that was agreed on", () => {
  const shipped = rules.filter((it) => Object.hasOwn(agreed, it.name));
  expect(shipped.length).toBeGreaterThan(10);
  expect(Object.fromEntries(shipped.map((it) => [it.name, it.severity]))).toEqual(
    Object.fromEntries(shipped.map((it) => [it.name, agreed[it.name]])),
  );
});

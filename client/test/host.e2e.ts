import { rmSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { type HostReport, runHostSuite } from "./host-suite.ts";
import { packOtherExtension } from "./other-extension.ts";
import { copyOf } from "./shop.ts";

/** Longer than the suite inside allows any of its tests, so that its own report says which one failed. */
const LIMIT = 300_000;

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

function expectAllPassed({ tests }: HostReport): void {
  expect(tests.filter((it) => !it.ok)).toEqual([]);
  expect(tests.length).toBeGreaterThan(0);
}

test(
  "the extension host's own suite passes",
  async () => {
    folder = copyOf("projects/shop");
    expectAllPassed(await runHostSuite("extension", { folder }));
  },
  LIMIT,
);

test(
  "beside another extension that claims jinja-sql, each feature works and has its off switch",
  async () => {
    folder = copyOf("projects/shop");
    expectAllPassed(await runHostSuite("coexistence", { folder, beside: [await packOtherExtension()] }));
  },
  LIMIT,
);

test(
  "in a folder without dbt the extension stays asleep, whatever is opened",
  async () => {
    folder = copyOf("workspaces/no-dbt");
    expectAllPassed(await runHostSuite("asleep", { folder, beside: [await packOtherExtension()] }));
  },
  LIMIT,
);

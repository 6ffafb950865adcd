import { expect, test } from "vitest";
import { readVersion } from "./dbt-version.ts";

const CORE_1_11 = `Core:
  - installed: 1.11.16
  - latest:    1.12.6  - Update available!

  Your version of dbt-core is out of date!

Plugins:
  - duckdb: 1.11.1 - Up to date!
  - snowflake: 1.12.3 - Update available!


`;

test("Core tells its version and its adapters in two lists", () => {
  expect(readVersion(CORE_1_11)).toEqual({
    ok: true,
    value: { version: "1.11.16", line: "core", adapters: ["duckdb", "snowflake"] },
  });
});

test("colours and a Core that could not reach the package index are read too", () => {
  const said =
    "Core:\n  - installed: \u001b[32m1.8.10\u001b[0m\n\n  The latest version of dbt-core could not be determined!\n\nPlugins:\n  - duckdb: 1.8.4 - \u001b[33mCould not determine latest version\u001b[0m\n";
  expect(readVersion(said)).toMatchObject({ value: { version: "1.8.10", adapters: ["duckdb"] } });
});

test.each([
  ["dbt-fusion 2.0.0-preview.196\n", "2.0.0-preview.196"],
  ["dbt 2.0.1\n", "2.0.1"],
])("v2 answers in one line and has its adapters built in: %j", (said, version) => {
  expect(readVersion(said)).toEqual({ ok: true, value: { version, line: "v2", adapters: null } });
});

test.each([
  [CORE_1_11.replace("1.11.16", "1.7.19"), "is dbt 1.7.19, and at least dbt 1.8 is needed"],
  ["installed version: 0.21.1\n   latest version: 1.0.0\n", "is dbt 0.21.1, and at least dbt 1.8 is needed"],
  [
    "dbt Cloud CLI - 0.38.5 (a1b2c3 2024-01-01T00:00:00Z)\n",
    "is the dbt Cloud CLI, which runs nothing on this machine",
  ],
  ["Python 3.11.7\n", "does not answer --version as dbt does"],
  ["", "does not answer --version as dbt does"],
])("%j can't be used", (said, error) => {
  expect(readVersion(said)).toEqual({ ok: false, error });
});

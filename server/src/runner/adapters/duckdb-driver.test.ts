import { expect, test } from "vitest";
import { presentFailure } from "../present-failure.ts";
import { driverFailure, loadDriver } from "./duckdb-driver.ts";

const thrown = (message: string, code?: string) => Object.assign(new Error(message), { code });

test("a build without this platform's DuckDB says so, and tells musl from glibc", () => {
  const cause = thrown(
    "Cannot find module '@duckdb/node-bindings-linux-arm64-musl/duckdb.node'\nRequire stack:\n- /a/cli.js",
    "MODULE_NOT_FOUND",
  );
  expect(presentFailure(driverFailure(cause))).toBe(
    "This build has no DuckDB for linux-arm64-musl. Running needs dbt; everything else works.",
  );
});

test("a platform that DuckDB knows nothing of is named too", () => {
  const cause = thrown("Error loading duckdb native binding: unsupported arch 'riscv64' for platform 'linux'");
  expect(presentFailure(driverFailure(cause))).toBe(
    `This build has no DuckDB for ${process.platform}-${process.arch}. Running needs dbt; everything else works.`,
  );
});

test("a library that is there and doesn't load is not called missing", () => {
  const cause = thrown("/a/duckdb.node: version `GLIBC_2.25' not found", "ERR_DLOPEN_FAILED");
  expect(presentFailure(driverFailure(cause))).toMatch(
    /could not be loaded on this machine \(.*\): \/a\/duckdb\.node: version `GLIBC_2\.25' not found\. Running needs dbt/,
  );
});

test("it loads where it is", async () => {
  const driver = await loadDriver();
  expect(driver.ok && driver.value.version()).toMatch(/^v1\.5\./);
});

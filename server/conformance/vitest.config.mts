import { defineConfig } from "vitest/config";

/** Comparison with real dbt: needs HIGHWATER_DBT_PYTHON, takes minutes, and runs one file at a time. */
export default defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["server/conformance/**/*.conformance.ts"],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "server/src/**/*.test.ts",
      "server/test-kit/**/*.test.ts",
      "server/conformance/**/*.test.ts",
      "client/src/**/*.test.ts",
      "client/webview/**/*.test.ts",
      "scripts/**/*.test.ts",
    ],
    testTimeout: 20_000,
    // Tests share no state but the modules' own memos, and loading the modules anew for each file would double the time.
    isolate: false,
  },
});

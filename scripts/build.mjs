// Bundles what ships into dist/: the extension, the server, the command line, the SQL worker, the webview.
// --watch rebuilds on every save; --production minifies and leaves the source maps out.
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";
import { noticesOf } from "./package/notices.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const production = process.argv.includes("--production");
const watch = process.argv.includes("--watch");

const shared = {
  absWorkingDir: root,
  bundle: true,
  outdir: "dist",
  logLevel: "info",
  minify: production,
  sourcemap: production ? false : "linked",
  // Licences are collected in one file instead.
  legalComments: "none",
  metafile: true,
};
const node = {
  ...shared,
  platform: "node",
  format: "cjs",
  target: "node20",
  // Prefer ES modules of a package: what isn't used of them is left out.
  mainFields: ["module", "main"],
  // Found beside the bundle at run time: the native binding can't be bundled, vscode is the host's.
  external: ["vscode", "@duckdb/node-bindings-*"],
};

const bundles = [
  {
    ...node,
    entryPoints: {
      extension: "client/src/extension.ts",
      server: "server/src/lsp/server-main.ts",
      "sql-worker": "server/src/sql/worker.ts",
    },
  },
  { ...node, entryPoints: { cli: "server/src/cli/main.ts" }, banner: { js: "#!/usr/bin/env node" } },
  {
    ...shared,
    platform: "browser",
    format: "iife",
    target: "chrome120",
    outdir: "dist/webview",
    entryPoints: [
      { in: "client/webview/compiled-sql/main.ts", out: "compiled-sql" },
      { in: "client/webview/compiled-sql/compiled-sql.css", out: "compiled-sql" },
    ],
  },
];

rmSync(`${root}/dist`, { recursive: true, force: true });
if (watch) {
  for (const options of bundles) await (await context(options)).watch();
} else {
  const built = await Promise.all(bundles.map((options) => build(options)));
  const notices = noticesOf(
    built.map((it) => it.metafile),
    root,
  );
  writeFileSync(`${root}/dist/third-party-notices.txt`, notices);
  chmodSync(`${root}/dist/cli.js`, 0o755);
}

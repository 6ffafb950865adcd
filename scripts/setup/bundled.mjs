// Node 20 strips no types, so what scripts run of the TypeScript sources is bundled first.
import { join } from "node:path";
import { build } from "esbuild";
import { repository } from "./shell.mjs";

/** Bundles a program of the repository into one file, and answers its path. */
export async function bundled(source, outfile) {
  await build({
    entryPoints: [join(repository, source)],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    mainFields: ["module", "main"],
    external: ["@duckdb/node-bindings-*"],
    logLevel: "error",
  });
  return outfile;
}

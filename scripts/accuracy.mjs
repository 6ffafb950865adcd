// Scores the rules on hand-labelled models of public projects: `CORPUS_DIR=… npm run accuracy`.
// CORPUS_DIR holds their checkouts as <owner>+<name>; those that are missing are left out, and counted.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const corpus = process.env.CORPUS_DIR;
if (!corpus) {
  console.error(
    "Set CORPUS_DIR to the folder that holds the checkouts, as <owner>+<name>: see test-fixtures/accuracy/README.md.",
  );
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "highwater-accuracy-"));
try {
  const outfile = join(folder, "accuracy.cjs");
  await build({
    entryPoints: [join(root, "server/conformance/accuracy/main.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "error",
  });
  const { default: built } = await import(pathToFileURL(outfile).href);
  const scored = await built.accuracy(join(root, "test-fixtures/accuracy/labels.jsonl"), resolve(corpus));
  if (!scored) {
    console.error(`No labelled model is below ${resolve(corpus)}: nothing was scored.`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}

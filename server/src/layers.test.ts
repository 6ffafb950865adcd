import { posix } from "node:path";
import { expect, test } from "vitest";
import { type Source, sources } from "../test-kit/sources.ts";

/** Each folder may import itself and the folders listed for it. Anything else is a mistake. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  protocol: ["base"],
  jinja: ["base"],
  sql: ["base"],
  yaml: ["base"],
  project: ["base", "jinja", "sql", "yaml"],
  compile: ["base", "jinja", "sql", "yaml", "project"],
  analysis: ["base", "jinja", "sql", "yaml", "project", "compile"],
  lint: ["base", "jinja", "sql", "yaml", "project", "compile", "analysis"],
  features: ["base", "protocol", "jinja", "sql", "yaml", "project", "compile", "analysis", "lint"],
  // Hooks are templates that are rendered when they run.
  runner: ["base", "protocol", "jinja", "project", "compile"],
  lsp: ["base", "protocol", "jinja", "sql", "yaml", "project", "compile", "analysis", "lint", "features"],
  cli: ["base", "protocol", "jinja", "sql", "yaml", "project", "compile", "analysis", "lint", "runner", "lsp"],
  client: ["protocol", "base"],
};

/** Folders of the server that only tests, benches and comparisons run: they may import everything but the client. */
const WORKSHOP = ["test-kit", "bench", "conformance"];

/** Third-party packages, and the one place that may import each; a name ending in `.ts` is a file. */
const OWNERS: Readonly<Record<string, string>> = {
  vscode: "client",
  "vscode-languageclient": "client",
  "vscode-languageserver": "lsp",
  "vscode-languageserver-textdocument": "lsp",
  "node-sql-parser": "sql/parse.ts",
  "@duckdb/node-api": "runner/adapters/duckdb",
  re2js: "jinja/modules",
  valibot: "protocol",
  yaml: "yaml",
  "js-yaml": "yaml",
};

/** Whoever tells the version reads it here. */
const MANIFEST = "package.json";

const all = sources();

/** `server/src/sql/parse.ts` lives at `sql/parse.ts`, `client/src/views/status.ts` at `client/src/views/status.ts`. */
const homeOf = (path: string) => path.replace(/^server\/src\//, "").replace(/^server\//, "");
const layerOf = (path: string) => homeOf(path).split("/")[0] ?? "";

function mistakes({ path, imports, isTest }: Source): readonly string[] {
  const layer = layerOf(path);
  const isWorkshop = WORKSHOP.includes(layer) || isTest;
  return imports.flatMap((wanted) => {
    if (wanted.startsWith(".")) {
      const to = layerOf(posix.join(posix.dirname(path), wanted));
      if (to === layer || to === MANIFEST || MAY_IMPORT[layer]?.includes(to)) return [];
      if (isWorkshop && to !== "client") return [];
      return [`${layer} may not import ${wanted}`];
    }
    const name = wanted
      .split("/")
      .slice(0, wanted.startsWith("@") ? 2 : 1)
      .join("/");
    const owner = OWNERS[name];
    if (owner === undefined || isWorkshop || homeOf(path).startsWith(owner)) return [];
    return [`only ${owner} may import ${wanted}`];
  });
}

test("every folder imports only what lies below it, and every package has one owner", () => {
  const found = all.flatMap((it) => mistakes(it).map((mistake) => `${it.path}: ${mistake}`));
  expect(found).toEqual([]);
});

test("every folder has its place in the table", () => {
  const layers = new Set(all.map((it) => layerOf(it.path)));
  const known = [...Object.keys(MAY_IMPORT), ...WORKSHOP];
  expect([...layers].filter((it) => !known.includes(it) && !it.endsWith(".ts"))).toEqual([]);
});

test.each<[string, string, string]>([
  ["server/src/features/hover.ts", "../lsp/convert.ts", "features may not import ../lsp/convert.ts"],
  ["server/src/lsp/start.ts", "../runner/plan.ts", "lsp may not import ../runner/plan.ts"],
  ["server/src/jinja/lexer.ts", "re2js", "only jinja/modules may import re2js"],
  [
    "server/src/sql/outline.ts",
    "node-sql-parser/build/mysql",
    "only sql/parse.ts may import node-sql-parser/build/mysql",
  ],
  [
    "client/src/extension.ts",
    "../../server/src/lint/finding.ts",
    "client may not import ../../server/src/lint/finding.ts",
  ],
])("%s may not import %s", (path, wanted, mistake) => {
  expect(mistakes({ path, text: "", imports: [wanted], isTest: false })).toEqual([mistake]);
});

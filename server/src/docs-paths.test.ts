import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "../test-kit/sources.ts";

const pages = [
  ...readdirSync(join(REPOSITORY, "docs"), { recursive: true, encoding: "utf8" }).map((it) => join("docs", it)),
  ...readdirSync(REPOSITORY),
].filter((it) => it.endsWith(".md"));

/** Written in code style, and below one of our own folders; what a build makes and a placeholder stands for is not looked for. */
const OWN_PATH = /`((?:client|server|syntaxes|test-fixtures|docs|scripts|media|\.ci|\.vscode|\.github)\/[^`\s]*)`/g;
const LINK = /\]\((?!https?:|mailto:|vscode:|#)([^)#\s]+)[^)]*\)/g;
const isPlaceholder = (path: string) => /[<>*{}…$]|\bNAME\b/.test(path);

function missingFrom(page: string): readonly string[] {
  const text = readFileSync(join(REPOSITORY, page), "utf8");
  const named = [...text.matchAll(OWN_PATH)].map((it) => it[1] ?? "");
  const linked = [...text.matchAll(LINK)].map((it) => join(dirname(page), it[1] ?? ""));
  return [...named, ...linked].filter(
    (it) => !isPlaceholder(it) && !existsSync(join(REPOSITORY, it.replace(/:\d+$/, ""))),
  );
}

test("there are pages to look at", () => {
  expect(pages).toContain("README.md");
  expect(pages.length).toBeGreaterThan(5);
});

test("every path that a page names exists", () => {
  expect(pages.flatMap((page) => missingFrom(page).map((path) => `${page}: ${path}`))).toEqual([]);
});

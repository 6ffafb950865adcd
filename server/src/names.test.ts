import { expect, test } from "vitest";
import { type Source, sources } from "../test-kit/sources.ts";

const all = sources();

/** Words that say nothing about what a thing is. */
const EMPTY_WORDS = new Set([
  "manager",
  "service",
  "helper",
  "helpers",
  "util",
  "utils",
  "data",
  "info",
  "handle",
  "handler",
  "handlers",
]);

/** The protocol's own words: what it calls handlers are handlers. */
const speaksLsp = (path: string) => path.startsWith("server/src/lsp/");

const wordsOf = (name: string) => name.split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/).map((it) => it.toLowerCase());

const EXPORT = /^export (?:declare )?(?:abstract )?(?:async )?(?:function\*?|class|const|let|interface|type) (\w+)/gm;
const exportedNames = ({ text }: Source) => [...text.matchAll(EXPORT)].map((it) => it[1] ?? "");

test("files and folders are named in kebab-case", () => {
  const isKebab = (part: string) => /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)*$/.test(part);
  expect(all.map((it) => it.path).filter((path) => !path.split("/").every(isKebab))).toEqual([]);
});

test("no file and no export is named with a word that says nothing", () => {
  const found = all
    .filter((it) => !speaksLsp(it.path))
    .flatMap((it) => [it.path, ...exportedNames(it).map((name) => `${it.path}: ${name}`)])
    .filter((it) => wordsOf(it.split(": ")[1] ?? it).some((word) => EMPTY_WORDS.has(word)));
  expect(found).toEqual([]);
});

test("nothing is exported by default, and no file only passes on what others export", () => {
  const isBarrel = ({ text }: Source) => {
    const code = text.split("\n").filter((line) => line.trim() !== "" && !/^\s*(?:\/\/|\/?\*)/.test(line));
    return code.length > 1 && code.every((line) => /^export (?:type )?(?:\*|\{[^}]*\}) from /.test(line));
  };
  const exportsDefault = ({ path, text }: Source) => !path.endsWith(".config.ts") && /^export default /m.test(text);
  expect(all.filter((it) => isBarrel(it) || exportsDefault(it)).map((it) => it.path)).toEqual([]);
});

test("only the command line prints", () => {
  const prints = /\bconsole\.\w+\(|process\.std(?:out|err)\.write\(/;
  const mayPrint = (path: string) =>
    path.startsWith("server/src/cli/") || /^server\/(?:bench|conformance)\//.test(path);
  expect(all.filter((it) => !it.isTest && !mayPrint(it.path) && prints.test(it.text)).map((it) => it.path)).toEqual([]);
});

test("imports name the file they mean", () => {
  const found = all.flatMap((it) =>
    it.imports
      .filter((wanted) => wanted.startsWith(".") && !/\.(?:ts|json)$/.test(wanted))
      .map((wanted) => `${it.path}: ${wanted}`),
  );
  expect(found).toEqual([]);
});

import { assert, expect } from "vitest";
import type { Location } from "../src/base/location.ts";
import { inSource } from "../src/base/span.ts";
import { codeActions } from "../src/features/code-actions.ts";
import { codeLenses, type LensContext } from "../src/features/code-lenses.ts";
import { completions } from "../src/features/completion.ts";
import { definition } from "../src/features/definition.ts";
import { NO_ENGINE_FACTS } from "../src/features/engine-of.ts";
import { type HoverContext, hover } from "../src/features/hover.ts";
import { references } from "../src/features/references.ts";
import type { Catalog, CatalogRelation, ProjectSnapshot } from "../src/project/snapshot.ts";
import { parseFixture } from "./fixture.ts";
import { type ProjectOptions, projectOf } from "./project.ts";

interface Given {
  readonly project?: ProjectOptions;
  /** What the runner found in `dev.main`; without it nobody has looked. */
  readonly found?: Readonly<Record<string, CatalogRelation["type"]>>;
  /** The last run of `model` failed at the first occurrence of `needle`, when its text was `text`. */
  readonly failure?: { readonly path: string; readonly needle: string; readonly text: string };
}

function snapshotOf(files: ReadonlyMap<string, string>, { project, found, failure }: Given): ProjectSnapshot {
  const snapshot = { ...projectOf(files, project), runFailures: failuresOf(files, failure) };
  if (!found) return snapshot;
  const relations = Object.entries(found).map(([name, type]): [string, CatalogRelation] => {
    return [`dev.main.${name}`, { type, columns: undefined, rows: 1200 }];
  });
  const catalog: Catalog = { relations: new Map(relations), complete: new Set(["dev.main"]) };
  return { ...snapshot, catalog };
}

function failuresOf(files: ReadonlyMap<string, string>, failure: Given["failure"]): ProjectSnapshot["runFailures"] {
  if (!failure) return new Map();
  const { path, needle, text } = failure;
  const start = (files.get(path) ?? "").indexOf(needle);
  const at = { path, span: inSource(start, start + needle.length) };
  return new Map([["model.shop.model", { message: "failed", at, text }]]);
}

/** The cursor leads to the places marked `def`, in their order and to no other. */
export function checkDefinition(source: string, given: Given = {}): void {
  const { files, cursor, marks } = parseFixture(source);
  assert(cursor, "the fixture needs a $0");
  const found = definition(snapshotOf(files, given), cursor);
  expect(found.map(({ path, span }) => ({ path, ...span }))).toEqual(
    marks.filter((it) => it.text === "def").map(({ path, span }) => ({ path, ...span })),
  );
}

/** Exactly the places marked `use` refer to what is at the cursor, in any order. */
export function checkReferences(source: string): void {
  const { files, cursor, marks } = parseFixture(source);
  assert(cursor, "the fixture needs a $0");
  const places = (all: readonly Location[]) => all.map(({ path, span }) => `${path} ${span.start}-${span.end}`).sort();
  expect(places(references(projectOf(files), cursor, "uses-only"))).toEqual(
    places(marks.filter((it) => it.text === "use")),
  );
}

const NOW = Date.parse("2024-03-02T12:00:00Z");

/** The hover at the cursor holds each of these texts; with none, there is no hover. */
export function checkHover(source: string, texts: readonly string[], given: Given & Partial<HoverContext> = {}): void {
  const { files, cursor } = parseFixture(source);
  assert(cursor, "the fixture needs a $0");
  const found = hover(snapshotOf(files, given), cursor, {
    lastRun: given.lastRun ?? (() => undefined),
    now: NOW,
    engine: NO_ENGINE_FACTS,
  });
  if (texts.length === 0) expect(found).toBeUndefined();
  for (const text of texts) expect(found?.markdown).toContain(text);
}

/** The titles of the lenses of `models/model.sql`. */
export function lensTitles(source: string, given: Given & Partial<LensContext> = {}): readonly string[] {
  const { trusted = true, running, last, built, engine = NO_ENGINE_FACTS } = given;
  const { files } = parseFixture(source);
  const context = { trusted, running, last, built, now: NOW, engine };
  const lenses = codeLenses(snapshotOf(files, given), "models/model.sql", context);
  return lenses.map((it) => it.title);
}

/** The titles of the fixes that are offered for the selection between two cursors, or at the one. */
export function fixTitles(source: string): readonly string[] {
  const { files, cursor, selectionEnd } = parseFixture(source);
  assert(cursor, "the fixture needs a $0");
  const range = inSource(cursor.offset, selectionEnd?.offset ?? cursor.offset);
  return codeActions(projectOf(files), cursor.path, range).map((it) => it.fix.title);
}

/** The names that are offered at the cursor, sorted. */
export function completionsAt(source: string): readonly string[] {
  const { files, cursor } = parseFixture(source);
  assert(cursor, "the fixture needs a $0");
  return completions(projectOf(files), cursor)
    .map((it) => it.name)
    .sort();
}

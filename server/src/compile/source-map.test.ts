import { expect, test } from "vitest";
import { inRendered, inSource } from "../base/span.ts";
import type { Segment } from "./compiled.ts";
import { traceBack, traceForward } from "./source-map.ts";

// source:   select a from {{ ref('x') }} where b
// rendered: select a from "db"."x" where b, and ten characters that nobody wrote
const path = "models/m.sql";
const frame = { macro: "shop.m", site: { path, span: inSource(14, 28) }, caller: undefined };
const segments: readonly Segment[] = [
  { kind: "verbatim", rendered: inRendered(0, 14), source: { path, span: inSource(0, 14) }, frame: undefined },
  { kind: "printed", rendered: inRendered(14, 22), source: { path, span: inSource(14, 28) }, frame: undefined },
  { kind: "verbatim", rendered: inRendered(22, 30), source: { path, span: inSource(28, 36) }, frame: undefined },
  { kind: "scaffold", rendered: inRendered(30, 40) },
  { kind: "verbatim", rendered: inRendered(40, 45), source: { path: "macros/m.sql", span: inSource(7, 12) }, frame },
];
const at = (start: number, end: number) => ({ path, span: inSource(start, end) });

test("copied text traces exactly", () => {
  expect(traceBack(segments, inRendered(29, 30))).toEqual({ at: at(35, 36), frame: undefined, exact: true });
});
test("printed text widens to its expression", () => {
  expect(traceBack(segments, inRendered(19, 21))).toEqual({ at: at(14, 28), frame: undefined, exact: false });
});
test("a span across both is covered and inexact", () => {
  expect(traceBack(segments, inRendered(7, 20))).toEqual({ at: at(7, 28), frame: undefined, exact: false });
});
test("a place between two characters is exact as well", () => {
  expect(traceBack(segments, inRendered(3, 3))).toEqual({ at: at(3, 3), frame: undefined, exact: true });
});
test("scaffolding traces to nothing, and is no exact part of anything", () => {
  expect(traceBack(segments, inRendered(32, 35))).toBeUndefined();
  expect(traceBack(segments, inRendered(28, 33))).toEqual({ at: at(34, 36), frame: undefined, exact: false });
});
test("text of a macro traces into the macro's file, with the call", () => {
  expect(traceBack(segments, inRendered(41, 43))).toEqual({
    at: { path: "macros/m.sql", span: inSource(8, 10) },
    frame,
    exact: true,
  });
});
test("a span into another file stays in the one it begins in", () => {
  expect(traceBack(segments, inRendered(29, 43))).toEqual({ at: at(35, 36), frame: undefined, exact: false });
});
test("forward: copied text to its place, an expression to all that it printed", () => {
  expect(traceForward({ segments }, path, 30)).toEqual([inRendered(24, 24)]);
  expect(traceForward({ segments }, path, 20)).toEqual([inRendered(14, 22)]);
  expect(traceForward({ segments }, "macros/m.sql", 8)).toEqual([inRendered(41, 41)]);
  expect(traceForward({ segments }, "elsewhere.sql", 8)).toEqual([]);
});

import { expect, test } from "vitest";
import { joinTraced, scaffold, slicePieces, sliceTraced } from "./pieces.ts";
import { type Piece, Traced } from "./values.ts";

const verbatim: Piece = { kind: "verbatim", length: 5, path: "a.sql", start: 100, end: 105 };
const printed: Piece = { kind: "printed", length: 4, path: "a.sql", start: 110, end: 120 };

test("a part of verbatim text knows its own place, a part of a printed value stands for the whole expression", () => {
  expect(slicePieces([verbatim, printed], 2, 7)).toEqual([
    { ...verbatim, length: 3, start: 102 },
    { ...printed, length: 2 },
  ]);
  expect(slicePieces([verbatim, printed], 5, 9)).toEqual([printed]);
  expect(slicePieces([verbatim], 3, 3)).toEqual([]);
});

test("verbatim text whose line ends were changed has no place for its parts", () => {
  const changed: Piece = { ...verbatim, end: 106 };
  expect(slicePieces([changed], 1, 2)).toEqual([{ ...changed, length: 1 }]);
});

test("text without a known part is a plain string again", () => {
  expect(joinTraced([scaffold("a"), scaffold(""), scaffold("b")])).toBe("ab");
  const whole = new Traced("hello", [verbatim]);
  expect(sliceTraced(whole, 0, 5)).toBe(whole);
});

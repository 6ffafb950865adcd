import type { Methods } from "./method.ts";
import { caseMethods } from "./str-case.ts";
import { findMethods } from "./str-find.ts";
import { padMethods } from "./str-pad.ts";
import { predicateMethods } from "./str-predicates.ts";
import { splitMethods } from "./str-split.ts";
import { stripMethods } from "./str-strip.ts";

/** Python's str methods except `format` and `format_map`, which stand where attributes are looked up. The bytes of `encode` are unknown. */
export const strMethods: Methods = new Map([
  ...caseMethods,
  ...findMethods,
  ...padMethods,
  ...predicateMethods,
  ...splitMethods,
  ...stripMethods,
  ["encode", (_self, _positional, _keyword, interpreter) => interpreter.unknown("bytes are not computed here")],
]);

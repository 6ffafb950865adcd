import { countArguments } from "../arguments.ts";
import { PyError, PyTuple, Unknown, type Value } from "../values.ts";
import { positionOf, timesIn } from "./list.ts";
import type { Methods } from "./method.ts";

function itemsOf(self: Value): readonly Value[] {
  return self instanceof PyTuple ? self.items : [];
}

/** Python's tuple methods. */
export const tupleMethods: Methods = new Map([
  [
    "index",
    (self, positional, keyword) => {
      countArguments("tuple.index", positional, keyword, [1, 3]);
      const [wanted = null, from, to] = positional;
      if (wanted instanceof Unknown) return wanted;
      const at = positionOf(itemsOf(self), wanted, from, to);
      if (at < 0) throw new PyError("ValueError", "tuple.index(x): x not in tuple");
      return at;
    },
  ],
  [
    "count",
    (self, positional, keyword) => {
      countArguments("tuple.count", positional, keyword, [1, 1]);
      const [wanted = null] = positional;
      return wanted instanceof Unknown ? wanted : timesIn(itemsOf(self), wanted);
    },
  ],
]);

import { isIntegral } from "../numbers.ts";
import { isString } from "../text.ts";
import { PyDict, PyFloat, PyList, PySet, PyTuple, type Value } from "../values.ts";
import { dictMethods } from "./dict.ts";
import { listMethods } from "./list.ts";
import type { Methods } from "./method.ts";
import { floatMethods, integerMethods } from "./number.ts";
import { setMethods } from "./set.ts";
import { strMethods } from "./str.ts";
import { tupleMethods } from "./tuple.ts";

/** The methods that Python gives the value's type; undefined for types without any (and for host objects, which answer themselves). */
export function methodsOf(value: Value): Methods | undefined {
  if (isString(value)) return strMethods;
  if (value instanceof PyDict) return dictMethods;
  if (value instanceof PyList) return listMethods;
  if (value instanceof PyTuple) return tupleMethods;
  if (value instanceof PySet) return setMethods;
  if (isIntegral(value)) return integerMethods;
  return value instanceof PyFloat ? floatMethods : undefined;
}

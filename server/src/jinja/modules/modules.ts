import { type HostObject, Namespaced, type Value } from "../values.ts";
import { datetimeModule } from "./datetime.ts";
import { itertoolsModule } from "./itertools.ts";
import { pytzModule } from "./pytz.ts";
import { reModule } from "./re.ts";

/**
 * dbt's `modules`: `datetime`, `pytz`, `re` and `itertools`.
 *
 * `clock` says what `now()` and `today()` answer, so that a render can be repeated.
 * Source: dbt's documentation, "About modules variable".
 */
export function modules(clock: () => Date): HostObject {
  const members = new Map<string, Value>([
    ["datetime", datetimeModule(clock)],
    ["pytz", pytzModule()],
    ["re", reModule()],
    ["itertools", itertoolsModule()],
  ]);
  return new Namespaced("dict", (name) => members.get(name));
}

import type { MacroDefinition, ProjectSnapshot } from "../project/snapshot.ts";

/**
 * The macros that a called name may mean, the one that dbt takes first.
 *
 * `name` may be `package.macro`. A macro that only hands over to `adapter.dispatch` is followed by the
 * implementations of its name: `default__name`, `duckdb__name`.
 */
export function macrosNamed(
  { environment }: ProjectSnapshot,
  name: string,
  fromPackage: string,
): readonly MacroDefinition[] {
  const { macros, target } = environment;
  const [first = "", second] = name.split(".");
  const packageName = second === undefined ? fromPackage : first;
  const called = second ?? first;
  const found = second === undefined ? macros.resolve(called, fromPackage) : macros.in(first).get(called);
  if (!found) return [];
  const dispatched = [target.type, "default"].flatMap((adapter) => {
    const implementation = `${adapter}__${called}`;
    return macros.resolve(implementation, packageName) ?? macros.in(found.packageName).get(implementation) ?? [];
  });
  const written = found.file.text.slice(found.macro.span.start, found.macro.span.end);
  return written.includes("adapter.dispatch") ? [...dispatched, found] : [found];
}

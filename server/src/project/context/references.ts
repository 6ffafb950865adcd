import { str } from "../../jinja/text.ts";
import { NativeFunction, PyError, Unknown, type Value } from "../../jinja/values.ts";
import type { Scope } from "./scope.ts";

/** `ref(model)`, `ref(package, model)`, with `v=` or `version=` (spec 6.6). */
export function refFunction({ phase }: Scope): NativeFunction {
  return new NamesFunction("ref", (positional, keyword, interpreter) => {
    const [first, second] = positional;
    if (first === undefined || positional.length > 2)
      throw new PyError("CompilationError", `ref() takes at most two arguments (${positional.length} given)`);
    const version = keyword.get("version") ?? keyword.get("v");
    const unknown = [first, second, version].find((it) => it instanceof Unknown);
    if (unknown) return unknown;
    return phase.ref(
      {
        packageName: second === undefined ? undefined : str(first),
        name: str(second ?? first),
        version: versionOf(version),
      },
      interpreter,
    );
  });
}

function versionOf(version: Value | undefined): string | number | undefined {
  if (version === undefined || version === null) return undefined;
  return typeof version === "number" ? version : str(version);
}

/** `source(source_name, table_name)` (spec 6.6). */
export function sourceFunction({ phase }: Scope): NativeFunction {
  return new NamesFunction("source", (positional, _keyword, interpreter) => {
    const [source, table] = positional;
    if (source === undefined || table === undefined || positional.length > 2)
      throw new PyError("CompilationError", `source() takes exactly two arguments (${positional.length} given)`);
    const unknown = [source, table].find((it) => it instanceof Unknown);
    return unknown ?? phase.source({ source: str(source), table: str(table) }, interpreter);
  });
}

/** `ref.config`, `source.config`: dbt's own configuration object, which packages reach for; nothing of it is public. */
class NamesFunction extends NativeFunction {
  override attribute(name: string): Value | undefined {
    return name === "config" ? new Unknown("dbt's own configuration object is not evaluated here.") : undefined;
  }
}

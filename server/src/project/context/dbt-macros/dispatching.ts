import { str } from "../../../jinja/text.ts";
import { Unknown, type Value } from "../../../jinja/values.ts";
import type { DbtCall, DbtMacro } from "../macro-value.ts";

/** What one adapter's version of a macro writes. */
export type Version = (given: readonly Value[], call: DbtCall) => Value;

/** The adapters whose emitted SQL was compared with dbt's; for others only what all have in common is known. */
const COMPARED: ReadonlySet<string> = new Set(["duckdb", "postgres", "redshift", "snowflake", "bigquery", "trino"]);

interface Options {
  readonly parameters: DbtMacro["parameters"];
  /** Versions by prefix: `default`, `duckdb`, … */
  readonly versions: { readonly [prefix: string]: Version };
  /** Whether the default holds for adapters that nobody compared, too. */
  readonly everywhere?: boolean;
}

/**
 * A macro of dbt's that goes through `adapter.dispatch`, and each version of it under its prefixed name.
 *
 * The texts are what dbt Core 1.11 emits, byte for byte, whitespace included (spec 7.4).
 */
export function dispatching(name: string, { parameters, versions, everywhere = false }: Options): readonly DbtMacro[] {
  const front: DbtMacro = {
    name,
    parameters,
    run: (given, { names, interpreter }) => interpreter.call(names.dispatch(name, "dbt"), given, new Map()),
  };
  const backs = Object.entries(versions).map(([prefix, version]): DbtMacro => {
    const guarded: Version = (given, call) => {
      const { type } = call.names.scope.environment.target;
      if (prefix === "default" && !everywhere && !COMPARED.has(type))
        return new Unknown(`What \`dbt.${name}()\` writes for ${type} isn't known.`);
      return version(given, call);
    };
    return { name: `${prefix}__${name}`, parameters, run: guarded };
  });
  return [front, ...backs];
}

/** SQL with values printed into it as Jinja prints them. */
export function sql(strings: TemplateStringsArray, ...values: readonly (Value | undefined)[]): string {
  return strings.reduce((text, part, at) => text + str(values[at - 1] ?? null) + part);
}

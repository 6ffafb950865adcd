import { err, ok, type Result } from "../../base/result.ts";
import type { AdapterFailure } from "./adapter.ts";

type Driver = typeof import("@duckdb/node-api");

/** DuckDB itself. Loaded when it is needed and no sooner: everything else must start on machines without the native module. */
export async function loadDriver(): Promise<Result<Driver, AdapterFailure>> {
  try {
    return ok(await import("@duckdb/node-api"));
  } catch (cause) {
    return err(driverFailure(cause));
  }
}

/**
 * Why the driver didn't load: this build carries none for this platform, or what it carries doesn't fit this machine.
 *
 * The driver asks for `@duckdb/node-bindings-<platform>`, whose name tells musl from glibc.
 */
export function driverFailure(cause: unknown): AdapterFailure {
  const here = `${process.platform}-${process.arch}`;
  const { code, message } =
    cause instanceof Error ? (cause as NodeJS.ErrnoException) : { code: "", message: `${cause}` };
  const wanted = /@duckdb\/node-bindings-([\w-]+)\/duckdb\.node/.exec(message)?.[1];
  if ((code === "MODULE_NOT_FOUND" && wanted !== undefined) || /unsupported arch/.test(message)) {
    return { kind: "driver-missing", module: "@duckdb/node-api", platform: wanted ?? here };
  }
  const [reason = ""] = message.split("\n");
  return {
    kind: "unsupported",
    message: `DuckDB could not be loaded on this machine (${here}): ${reason}. Running needs dbt; everything else works.`,
  };
}

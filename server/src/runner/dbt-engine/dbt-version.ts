import { err, ok, type Result } from "../../base/result.ts";

/** What a program says of itself when asked `--version`. */
export interface DbtVersion {
  /** As dbt prints it: `1.11.16`, `2.0.0-preview.196`. */
  readonly version: string;
  /** `v2` is the engine written anew; both write the same kind of structured log. */
  readonly line: "core" | "v2";
  /** The adapters that are installed beside it; null where they are built in. */
  readonly adapters: readonly string[] | null;
}

const OLDEST = [1, 8] as const;

/**
 * Reads the answer of `dbt --version`, or says why that program can't be used.
 *
 * Core prints two lists (`Core:`, `Plugins:`), v2 one line with its name and version. The dbt Cloud CLI
 * has the same name and runs nothing here.
 */
export function readVersion(said: string): Result<DbtVersion, string> {
  const text = said.replaceAll(/\u001b\[[0-9;]*m/g, "");
  if (/cloud cli/i.test(text)) return err("is the dbt Cloud CLI, which runs nothing on this machine");
  const v2 = /^dbt[\w-]*[ =:]+v?([2-9]\d*\.\d+\.\d+\S*)/im.exec(text)?.[1];
  if (v2 !== undefined) return ok({ version: v2, line: "v2", adapters: null });

  const core = /^\s*-?\s*installed(?: version)?:\s*v?(\d+\.\d+\S*)/im.exec(text)?.[1];
  if (core === undefined) return err("does not answer --version as dbt does");
  if (isOlder(core)) return err(`is dbt ${core}, and at least dbt ${OLDEST.join(".")} is needed`);
  const [, plugins = ""] = text.split(/^\s*Plugins:\s*$/im);
  const adapters = [...plugins.matchAll(/^\s*-\s*([\w-]+):/gm)].flatMap((it) => it[1] ?? []);
  return ok({ version: core, line: "core", adapters });
}

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

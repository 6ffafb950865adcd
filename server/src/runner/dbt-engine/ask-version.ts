import { err, type Result } from "../../base/result.ts";
import { startDbt } from "./dbt-process.ts";
import { type DbtVersion, readVersion } from "./dbt-version.ts";

/** Core asks the package index for newer versions and gives up by itself after a while; a program that hangs is no dbt. */
const LIMIT_MS = 60_000;

export interface AskOptions {
  readonly env: { readonly [name: string]: string };
  readonly cwd: string;
  readonly limitMs?: number;
}

/** Asks a program for its version, and ends it when it takes too long. */
export async function askVersion(
  program: string,
  { env, cwd, limitMs = LIMIT_MS }: AskOptions,
): Promise<Result<DbtVersion, string>> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), limitMs);
  const dbt = startDbt({ program, args: ["--version"], cwd, env, signal: limit.signal, graceMs: 0 });
  let said = "";
  for await (const line of dbt.lines) said += `${line}\n`;
  const ended = await dbt.ended;
  clearTimeout(timer);
  if (limit.signal.aborted) return err(`did not answer --version within ${Math.round(limitMs / 1_000)} s`);
  if (ended.kind === "not-started") return err(`could not be started: ${ended.message}`);
  // Core 1.8 and older print to stderr.
  return readVersion(said.trim() === "" ? ended.stderr : said);
}

import type { Target } from "../../project/snapshot.ts";
import type { AdapterFailure, OpenOptions } from "./adapter.ts";
import { loadDriver } from "./duckdb-driver.ts";
import { NEWEST_STORAGE, readHeader } from "./duckdb-header.ts";
import { duckdbProfile } from "./duckdb-profile.ts";

/**
 * Why the bundled DuckDB can't have this target, found out without opening it; null when it can.
 *
 * A file that is locked or broken is not for this: another engine could not have it either.
 */
export async function duckdbRefusal(target: Target, { root }: OpenOptions): Promise<AdapterFailure | null> {
  const profile = duckdbProfile(target, root);
  if (!profile.ok) return { kind: "unsupported", message: profile.error };
  const newer = await newerFile(profile.value);
  if (newer) return newer;
  const driver = await loadDriver();
  return driver.ok ? null : driver.error;
}

/** The first of a profile's files that a newer DuckDB has written. */
async function newerFile({
  path,
  attached,
}: {
  readonly path: string;
  readonly attached: readonly string[];
}): Promise<Extract<AdapterFailure, { kind: "newer-storage" }> | null> {
  for (const file of path === ":memory:" ? attached : [path, ...attached]) {
    const header = await readHeader(file);
    if (header.kind !== "duckdb" || header.storage <= NEWEST_STORAGE) continue;
    return { kind: "newer-storage", path: file, version: header.storage, newest: NEWEST_STORAGE };
  }
  return null;
}

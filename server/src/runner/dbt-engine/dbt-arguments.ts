import { err, ok, type Result } from "../../base/result.ts";
import type { World } from "../../base/world.ts";
import type { ProjectSnapshot } from "../../project/snapshot.ts";
import type { Dbt } from "./find-dbt.ts";

/** Where dbt writes instead of `target/`, which stays the user's: what their own dbt compares with and retries from. */
export const DBT_FOLDER = ".highwater/dbt";

/** What the command line or the editor decided, handed on to dbt as it was given. */
export interface DbtFlags {
  readonly target: string | null;
  readonly profilesDir: string | null;
  readonly vars: string | null;
  readonly threads?: number | undefined;
  readonly failFast?: boolean | undefined;
}

export interface DbtCommand {
  readonly snapshot: ProjectSnapshot;
  readonly ids: readonly string[];
  readonly asked: World;
  readonly dbt: Dbt;
  readonly flags: DbtFlags;
}

/** Windows takes 32,767 characters in all, Linux 2 MB. */
const MOST_CHARACTERS = process.platform === "win32" ? 24_000 : 1_000_000;

/**
 * The arguments of the dbt that runs these nodes: `run`, `seed`, or `build` without tests where there are both.
 *
 * A node is named by its whole fqn: a bare name would also select a folder of that name.
 */
export function dbtArguments(command: DbtCommand): Result<readonly string[], string> {
  const { snapshot, ids, asked, dbt, flags } = command;
  const flag = (name: string, value: string | null) => (value === null ? [] : [name, value]);
  const args = [
    ...whatToRun(command),
    ...(asked === "full-refresh" ? ["--full-refresh"] : []),
    ...(flags.failFast ? ["--fail-fast"] : []),
    ...flag("--threads", flags.threads === undefined ? null : String(flags.threads)),
    ...flag("--target", flags.target),
    ...flag("--vars", flags.vars),
    ...flag("--profiles-dir", flags.profilesDir),
    ...["--project-dir", snapshot.root, "--target-path", DBT_FOLDER, "--log-path", `${DBT_FOLDER}/logs`],
    ...["--no-version-check", "--log-format", "json", "--log-level", "debug"],
    ...(dbt.line === "core" ? ["--log-level-file", "none", "--no-use-colors"] : ["--log-level-file", "off"]),
  ];
  const length = args.reduce((sum, it) => sum + it.length + 1, 0);
  if (length <= MOST_CHARACTERS) return ok(args);
  return err(`${ids.length} nodes are more than dbt's command line can name. Select fewer, or all of them.`);
}

function whatToRun({ snapshot, ids }: DbtCommand): readonly string[] {
  const { nodes } = snapshot;
  const chosen = ids.flatMap((id) => nodes.get(id) ?? []);
  const kinds = [...new Set(chosen.map((it) => (it.resourceType === "seed" ? "seed" : "model")))];
  const only = kinds.length === 1 ? kinds[0] : undefined;
  const command =
    only === undefined
      ? ["build", "--resource-type", "model", "--resource-type", "seed"]
      : [only === "seed" ? "seed" : "run"];
  return [...command, "--select", ...chosen.map((it) => `fqn:${it.fqn.join(".")}`)];
}

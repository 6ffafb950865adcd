import { existsSync } from "node:fs";
import { join } from "node:path";
import { WORLDS } from "../base/world.ts";
import { compile } from "../compile/compile.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";
import { openOffload } from "../sql/offload.ts";

/**
 * The project with the structure of its incremental models' SQL, which some rules need.
 *
 * The language server gets it bit by bit; a command waits for all of it, so that it says the same every time.
 */
export async function withTrees(
  snapshot: ProjectSnapshot,
  dist: string,
  tell: (message: string) => void,
): Promise<ProjectSnapshot> {
  const workerPath = join(dist, "sql-worker.js");
  if (!existsSync(workerPath)) {
    tell(`${workerPath} is missing, so findings that need the SQL's structure are left out.`);
    return snapshot;
  }
  const texts = new Set(
    snapshot.nodes.ids.flatMap((id) => {
      const node = snapshot.nodes.get(id);
      if (node?.facts.config.materialized !== "incremental" || !node.facts.config.enabled) return [];
      const compiled = WORLDS.map((world) => compile(snapshot, node, world));
      return compiled.filter((it) => it.status !== "error").map((it) => it.sql);
    }),
  );
  const offload = openOffload({ workerPath });
  try {
    const adapterType = snapshot.environment.target.type;
    const asked = [...texts].map(async (sql) => [sql, await offload.parse(sql, adapterType)] as const);
    return { ...snapshot, trees: new Map(await Promise.all(asked)) };
  } finally {
    await offload.close();
  }
}

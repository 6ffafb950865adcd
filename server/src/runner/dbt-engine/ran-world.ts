import type { World } from "../../base/world.ts";

/**
 * Which of a model's two programs dbt sent. It doesn't say, so the statements tell: the one that holds a
 * world's SQL; where both worlds have the same or neither is found, whether rows were merged, or a table
 * was made without any being written. Null where even that leaves it open.
 */
export function ranWorld(statements: readonly string[], sql: Readonly<Record<World, string>>): World | null {
  const texts = { incremental: sql.incremental.trim(), "full-refresh": sql["full-refresh"].trim() };
  // The longer one first: a world's SQL is often the other's and a filter behind it.
  const worlds = (["incremental", "full-refresh"] as const).toSorted((a, b) => texts[b].length - texts[a].length);
  const sent = worlds.find((it) => texts[it] !== "" && statements.some((statement) => statement.includes(texts[it])));
  if (sent !== undefined && texts.incremental !== texts["full-refresh"]) return sent;
  const verbs = statements.map(verbOf);
  if (verbs.some((it) => it === "merge" || it === "delete")) return "incremental";
  return verbs.includes("create") && !verbs.includes("insert") ? "full-refresh" : null;
}

/** The first word of a statement behind dbt's comment. */
function verbOf(statement: string): string {
  const text = statement.replace(/^(?:\s+|\/\*[\s\S]*?\*\/|--[^\n]*\n)*/, "");
  return /^\w+/.exec(text)?.[0].toLowerCase() ?? "";
}

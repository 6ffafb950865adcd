import { type Catalog, type CatalogRelation, type RelationName, relationKey } from "../project/snapshot.ts";

/** What stands in the warehouse under a relation's name, as far as the runner has looked. */
export type TargetState = CatalogRelation["type"] | "missing" | "unknown";

/** A relation that isn't listed is missing only where its schema, or its whole database, was listed. */
export function targetState({ relations, complete }: Catalog, relation: RelationName): TargetState {
  const found = relations.get(relationKey(relation));
  if (found) return found.type;
  const database = relation.database.toLowerCase();
  const listed = complete.has(database) || complete.has(`${database}.${relation.schema.toLowerCase()}`);
  return listed ? "missing" : "unknown";
}

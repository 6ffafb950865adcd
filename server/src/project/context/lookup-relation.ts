import { str } from "../../jinja/text.ts";
import { PyDict, PyError, Unknown, type Value } from "../../jinja/values.ts";
import { type RelationName, relationKey } from "../snapshot.ts";
import { nameStyle, type Parts, withQuoting } from "./quoting.ts";
import { Relation } from "./relation.ts";
import type { Scope } from "./scope.ts";

/** The three arguments of `get_relation` as a name. */
export function relationNameOf([database, schema, identifier]: readonly (Value | undefined)[]): RelationName {
  const text = (it: Value | undefined) => (it === undefined || it === null ? "" : str(it));
  return { database: text(database), schema: text(schema), identifier: text(identifier) };
}

/** What `adapter.get_relation` answers: the relation with its type, none, or an unknown where nobody has looked. */
export function existingRelation({ environment, phase, notes }: Scope, name: RelationName): Value {
  if (!phase.execute) return null;
  const found = phase.existing(name);
  // Whether a model that this one reads was built is another question than whether there is something to add to.
  const isOther = found !== "absent" && found !== "unknown" && relationKey(name) !== relationKey(phase.relation);
  if (!isOther) notes.read("relation");
  if (found === "absent") return null;
  if (found === "unknown")
    return new Unknown(`Whether "${name.schema}"."${name.identifier}" exists is known to the warehouse only.`);
  const style = nameStyle(environment.target.type);
  const quoted = withQuoting(style.quoted, environment.root.quoting);
  // A warehouse lists names as it stores them, and dbt quotes every part of those.
  const stored = (part: keyof Parts) =>
    environment.target.type === "snowflake" && !quoted[part] ? name[part].toUpperCase() : name[part];
  return new Relation({
    database: name.database === "" ? null : stored("database"),
    schema: stored("schema"),
    identifier: stored("identifier"),
    type: found,
    quoted: { database: true, schema: true, identifier: true },
    included: style.included,
    style,
  });
}

/** As `existingRelation`, for a relation that the template holds already; what isn't one has no name to look for. */
export function lookUp(scope: Scope, relation: Value): Value {
  if (relation instanceof Unknown) return relation;
  if (relation === null) throw new PyError("UndefinedError", "'None' has no attribute 'database'");
  if (!(relation instanceof Relation) && !(relation instanceof PyDict)) return null;
  const part = (name: string) => (relation instanceof PyDict ? relation.get(name) : relation.field(name));
  const found = existingRelation(scope, relationNameOf([part("database"), part("schema"), part("identifier")]));
  if (!(found instanceof Relation) || !(relation instanceof Relation)) return found;
  return new Relation({ ...found.facts, mark: relation.mark });
}

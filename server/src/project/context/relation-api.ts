import { bind } from "../../jinja/arguments.ts";
import { Namespaced, NativeFunction } from "../../jinja/values.ts";
import type { Environment } from "../snapshot.ts";
import { ColumnClass } from "./column.ts";
import { nameStyle, withQuoting } from "./quoting.ts";
import { createRelation } from "./relation.ts";

const CREATE = ["database", "schema", "identifier", "type", "quote_policy", "include_policy"];

/** `api.Relation`. */
export function relationApi(environment: Environment): Namespaced {
  const style = nameStyle(environment.target.type);
  const defaults = withQuoting(style.quoted, environment.root.quoting);
  return new Namespaced("RelationProxy", (name) => {
    if (/^(?:Table|View|CTE|External)$/.test(name)) return name.toLowerCase();
    if (name !== "create") return undefined;
    return new NativeFunction(name, (positional, keyword) => {
      const known = new Map([...keyword].filter(([key]) => CREATE.includes(key)));
      return createRelation(style, defaults, bind("create", CREATE, positional, known));
    });
  });
}

/** The name `api`. */
export function apiValue(environment: Environment): Namespaced {
  const { type } = environment.target;
  return new Namespaced("DatabaseWrapper", (name) => {
    if (name === "Relation") return relationApi(environment);
    return name === "Column" ? new ColumnClass(type, nameStyle(type)) : undefined;
  });
}

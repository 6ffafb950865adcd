import type { Problem } from "../base/problem.ts";
import { fromPlain } from "../jinja/convert.ts";
import type { Globals } from "../jinja/interpreter.ts";
import { parseTemplate } from "../jinja/parser.ts";
import { render } from "../jinja/render.ts";
import { modelValue } from "./context/model-value.ts";
import { namesOf } from "./context/names.ts";
import type { Scope } from "./context/scope.ts";
import type { Plain } from "./plain.ts";
import type { NodeConfig, RelationName } from "./snapshot.ts";

interface Named {
  readonly relation: RelationName;
  readonly problems: readonly Problem[];
}

const CALLS = {
  schema: parseTemplate("{{ generate_schema_name(custom, node) }}"),
  alias: parseTemplate("{{ generate_alias_name(custom, node) }}"),
  database: parseTemplate("{{ generate_database_name(custom, node) }}"),
};

/**
 * The relation that a node becomes: `generate_schema_name` and its siblings, the project's own where it
 * has any (spec 6.4). A macro that fails leaves dbt's rule, and a problem.
 */
export function relationNameOf(scope: Scope, config: NodeConfig): Named {
  const { environment, node } = scope;
  const problems: Problem[] = [];
  const plain = plainNames(scope, config);
  const isOverridden = (name: string) => environment.macros.resolve(name, node.packageName) !== undefined;

  const part = (what: keyof typeof CALLS, custom: Plain): string => {
    const standard = plain[what];
    const names = [
      `generate_${what}_name`,
      `default__generate_${what}_name`,
      `${environment.target.type}__generate_${what}_name`,
    ];
    if (!names.some(isOverridden)) return standard;
    const rendered = render({
      template: CALLS[what],
      path: node.path,
      globals: named(scope, config, custom),
      limits: { time: 200 },
    });
    problems.push(...rendered.problems);
    return rendered.problems.length > 0 || rendered.unknowns.length > 0 ? standard : rendered.text.trim();
  };

  const database = part("database", config.database);
  const schema = part("schema", config.schema);
  const identifier = part("alias", config.alias);
  return { relation: { database, schema, identifier }, problems };
}

/** What dbt's own macros answer. */
function plainNames({ environment: { target }, node }: Scope, config: NodeConfig) {
  return {
    database: config.database?.trim() ?? target.database,
    schema: config.schema === null ? target.schema : `${target.schema}_${String(config.schema).trim()}`,
    alias: config.alias?.trim() || versionedName(node),
  };
}

/** Spec 6.4: a version is a relation of its own. */
function versionedName({ name, version }: Scope["node"]): string {
  return version ? `${name}_v${version.v.replaceAll(".", "_")}` : name;
}

function named(scope: Scope, config: NodeConfig, custom: Plain): Globals {
  const names = namesOf({ ...scope, phase: { ...scope.phase, nodeConfig: config } });
  return {
    lookup(name) {
      if (name === "custom") return fromPlain(custom);
      if (name === "node")
        return modelValue({ environment: scope.environment, node: scope.node, config, relation: scope.phase.relation });
      return names.lookup(name);
    },
  };
}

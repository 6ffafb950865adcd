import type { Interpreter } from "../jinja/interpreter.ts";
import { PyDict } from "../jinja/values.ts";
import { type ConfigEntries, ParseConfig } from "./context/config-object.ts";
import { nodeRelation } from "./context/relation-of.ts";
import type { NodeIdentity, Phase } from "./context/scope.ts";
import type { Environment, NodeConfig, RefCall, RelationName, SourceCall } from "./snapshot.ts";

/** What the parser keeps of a render. */
export interface ParseRecord {
  readonly refs: RefCall[];
  readonly sources: SourceCall[];
  /** A call of `config`; undefined entries: it was called without any. */
  configured(entries: ConfigEntries | undefined, interpreter: Interpreter): void;
}

/** The names a node has before its config is known: the target's database and schema, its own name. */
export function initialRelation({ target }: Environment, { name }: NodeIdentity): RelationName {
  return { database: target.database, schema: target.schema, identifier: name };
}

/** dbt's parse phase (spec 1.4): nothing executes, every `ref` and `source` answers with the node's own relation. */
export function parsePhase(
  environment: Environment,
  node: NodeIdentity,
  config: NodeConfig,
  record: ParseRecord,
): Phase {
  const relation = initialRelation(environment, node);
  const own = () => nodeRelation(environment, { name: relation, config });
  return {
    execute: false,
    command: "compile",
    fullRefresh: false,
    relation,
    nodeConfig: config,
    config: new ParseConfig(record.configured),
    ref(call) {
      record.refs.push(call);
      return own();
    },
    source(call) {
      record.sources.push(call);
      return own();
    },
    existing: () => "absent",
    parents: () => undefined,
    graph: () => PyDict.from([]),
  };
}

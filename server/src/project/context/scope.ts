import type { Globals, Interpreter } from "../../jinja/interpreter.ts";
import type { HostObject, Value } from "../../jinja/values.ts";
import type { Environment, Node, NodeConfig, RefCall, RelationName, SourceCall } from "../snapshot.ts";
import type { Parents } from "./model-value.ts";

/** Which node a template belongs to; what is known of it before its config is evaluated. */
export type NodeIdentity = Pick<
  Node,
  "uniqueId" | "resourceType" | "packageName" | "name" | "path" | "fqn" | "version" | "file"
>;

/** Everything that the names of a template are made of. One scope serves one render. */
export interface Scope {
  readonly environment: Environment;
  readonly node: NodeIdentity;
  readonly phase: Phase;
  readonly notes: Notes;
}

/** What dbt's two phases answer differently: parsing knows no other node, compiling knows the project (spec 1.4). */
export interface Phase {
  /** False while parsing. */
  readonly execute: boolean;
  /** What `flags.WHICH` says: the dbt command that is under way. */
  readonly command: "compile" | "run";
  /** The `--full-refresh` flag. */
  readonly fullRefresh: boolean;
  /** What `this` names. */
  readonly relation: RelationName;
  /** The node's effective config; while parsing, what is known before the file is evaluated. */
  readonly nodeConfig: NodeConfig;
  /** The value of the name `config`. */
  readonly config: HostObject;
  ref(call: RefCall, interpreter: Interpreter): Value;
  source(call: SourceCall, interpreter: Interpreter): Value;
  existing(relation: RelationName): Existing;
  /** What the node reads, for `model.depends_on`; undefined while parsing. */
  parents(): Parents | undefined;
  /** The value of the name `graph`. */
  graph(): Value;
}

/** What the warehouse has under a name, as far as known: a relation's type, nothing, or no knowledge. */
export type Existing = "table" | "view" | "other" | "absent" | "unknown";

/** What a render reads that changes without the project changing. */
export type Reading = "var" | "env_var" | "run_query" | "clock" | "relation";

/** Where a render leaves what it came across, for those who asked for it. */
export interface Notes {
  /** A macro was called: `package.name`. */
  macroCalled(name: string, interpreter: Interpreter): void;
  incrementalChecked(result: boolean, interpreter: Interpreter): void;
  /** The macro `is_incremental` itself was tested or printed. */
  incrementalNamed(): void;
  /** The template would have sent this text to the warehouse. */
  queried(sql: Value, interpreter: Interpreter): void;
  read(what: Reading): void;
}

/** The names of one render, and the way native macros call other macros: through the same names, so that overrides win. */
export interface Names extends Globals {
  readonly scope: Scope;
  /** What `statement` calls of this render have stored. */
  readonly results: Map<string, Value>;
  /** A macro as `adapter.dispatch` finds it; throws dbt's error when there is none. */
  dispatch(name: string, namespace: string | undefined): Value;
}

/** For those who want only the text. */
export const silentNotes: Notes = {
  macroCalled: () => undefined,
  incrementalChecked: () => undefined,
  incrementalNamed: () => undefined,
  queried: () => undefined,
  read: () => undefined,
};

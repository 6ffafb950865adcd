import type { Location } from "../base/location.ts";
import type { Problem } from "../base/problem.ts";
import type { SourceSpan } from "../base/span.ts";
import type { Macro } from "../jinja/ast.ts";
import type { SqlTree } from "../sql/tree.ts";
import type { Plain } from "./plain.ts";

/** One file as it stands now: an unsaved editor's text beats the disk's. Its identity is its version. */
export interface SourceFile {
  /** As in `Location`. */
  readonly path: string;
  readonly text: string;
}

export type { SqlTree };

/**
 * The project at one moment, as a value.
 *
 * Everything derived from it is memoised on the identity of its parts. `environment` is all that a
 * model may know besides other models: typing inside a model's query keeps it, so nothing else is
 * computed again.
 */
export interface ProjectSnapshot {
  /** Rises with every change. */
  readonly revision: number;
  /** Absolute folder that holds dbt_project.yml. */
  readonly root: string;
  /** Every text file that dbt would read, by path; seeds (`.csv`) are listed in `seedPaths` only. */
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly environment: Environment;
  /** Models, seeds and snapshots, by unique_id. */
  readonly nodes: NodeTable;
  /** What is known of the warehouse. Empty until the runner has looked. */
  readonly catalog: Catalog;
  /** Structure of compiled SQL that the worker has found so far, by the SQL's text. */
  readonly trees: ReadonlyMap<string, SqlTree | "unparsable">;
  /** Failures of the last runs that still stand, by unique_id. */
  readonly runFailures: ReadonlyMap<string, RunFailure>;
}

/** Lookup of nodes. Reading one evaluates its `config()` as dbt's parser does, once per text. */
export interface NodeTable {
  /** All unique_ids, in the order of their paths. */
  readonly ids: readonly string[];
  get(uniqueId: string): Node | undefined;
  /** The unique_ids that more than one file gives. */
  readonly sharing: readonly string[];
  /** The node that a file of the project defines. */
  at(path: string): Node | undefined;
  /** Nodes of that name in any package, enabled or not. */
  named(name: string): readonly Node[];
  /** The direct parents and children; asks every node for its refs, so not for use while typing. */
  readonly graph: Graph;
}

export interface Graph {
  /** unique_ids of nodes; sources are not part of it. */
  readonly parents: ReadonlyMap<string, readonly string[]>;
  readonly children: ReadonlyMap<string, readonly string[]>;
}

export type ResourceType = "model" | "seed" | "snapshot";

/** A model, seed or snapshot as dbt's parser would describe it in its manifest. */
export interface Node {
  /** `model.shop.orders_daily` */
  readonly uniqueId: string;
  readonly resourceType: ResourceType;
  readonly packageName: string;
  /** As `ref()` names it: of a versioned model without its version. */
  readonly name: string;
  readonly path: string;
  /** `[package, folders…, name]`, and `v2` at the end of a versioned model's. */
  readonly fqn: readonly string[];
  /** Absent for what has none. */
  readonly version?: NodeVersion | undefined;
  /** Undefined for a seed. */
  readonly file: SourceFile | undefined;
  readonly facts: NodeFacts;
}

/** Which of a model's versions a node is. */
export interface NodeVersion {
  /** As Python prints the `v:` of the properties file. */
  readonly v: string;
  /** The version that `ref()` without one means, in the same form. */
  readonly latest: string;
  /** Both as templates see them: `model.version` may be a number. */
  readonly values: { readonly version: Plain; readonly latest: Plain };
}

/**
 * All that other files may know of a node. While it stays equal its identity stays too, so nothing
 * outside is computed again.
 */
export interface NodeFacts {
  /** The effective config: dbt_project.yml, properties, file (spec 6.1), with NodeConfig's defaults. */
  readonly config: NodeConfig;
  /** Where each key of `config` was set last; a key that stands at dbt's default is absent. */
  readonly configOrigins: ReadonlyMap<string, Location>;
  /** Keys whose value could not be evaluated (an unknown macro, a `**kwargs` of one): rules that need them stay silent. */
  readonly unknownConfig: ReadonlySet<string> | "all";
  readonly relation: RelationName;
  /** Every `ref()` that dbt's parser would record, in order. */
  readonly refs: readonly RefCall[];
  readonly sources: readonly SourceCall[];
  /** `package.macro` of every macro that the model calls, directly or through others, as far as known. */
  readonly macros: readonly string[];
  /** Columns of the properties file, in order. */
  readonly columns: readonly ColumnProperties[];
  /** Tests of the properties file on the model itself. */
  readonly tests: readonly TestUse[];
  /** Problems of evaluating the file as dbt's parser does (`config` errors, Jinja errors). */
  readonly problems: readonly Problem[];
}

export interface NodeConfig {
  readonly enabled: boolean;
  readonly materialized: string;
  readonly incremental_strategy: string | null;
  readonly unique_key: string | readonly string[] | null;
  readonly on_schema_change: string;
  readonly full_refresh: boolean | null;
  readonly database: string | null;
  readonly schema: string | null;
  readonly alias: string | null;
  readonly tags: readonly string[];
  readonly meta: { readonly [key: string]: Plain };
  /** Every other key, custom ones too. */
  readonly [key: string]: Plain;
}

export interface RelationName {
  readonly database: string;
  readonly schema: string;
  readonly identifier: string;
}

export interface RefCall {
  readonly packageName: string | undefined;
  readonly name: string;
  readonly version: string | number | undefined;
}

export interface SourceCall {
  readonly source: string;
  readonly table: string;
}

export interface ColumnProperties {
  readonly name: string;
  readonly description: string;
  readonly dataType: string | undefined;
  readonly tests: readonly TestUse[];
  /** `constraints: [{type: primary_key}]` and such. */
  readonly constraints: readonly string[];
  readonly at: Location;
}

export interface TestUse {
  /** `unique`, `not_null`, `dbt_utils.unique_combination_of_columns`, … */
  readonly name: string;
  readonly arguments: { readonly [key: string]: Plain };
  /** `where`, `severity`, `enabled`, …: the keys that dbt takes for the test itself. */
  readonly config: { readonly [key: string]: Plain };
  readonly at: Location;
}

/** Everything of a project but the bodies of its models. */
export interface Environment {
  /** The root project first, then the installed packages by name. */
  readonly packages: readonly Package[];
  readonly root: Package;
  /** Whether a `.dbtignore` leaves a file out. An editor may have it open all the same: then it is among `files`, and nobody's. */
  readonly isIgnored: (path: string) => boolean;
  /** Packages that packages.yml or dependencies.yml asks for and `dbt_packages/` has not. */
  readonly missingPackages: readonly { readonly name: string; readonly at: Location }[];
  readonly target: Target;
  readonly macros: MacroTable;
  readonly sources: readonly SourceTable[];
  /** Paths of model files, by package, in order; with the package's name. */
  readonly modelPaths: readonly { readonly path: string; readonly packageName: string }[];
  readonly seedPaths: readonly { readonly path: string; readonly packageName: string }[];
  /** The properties (YAML) of models, seeds and snapshots, by package and the file's name: `shop.orders`, `shop.orders_v2`. */
  readonly patches: ReadonlyMap<string, Patch>;
  /** `--vars` or the setting. */
  readonly commandLineVars: { readonly [key: string]: Plain };
  readonly env: { readonly [name: string]: string };
  /** Of dbt_project.yml, profiles.yml, packages.yml, properties files and macro files. */
  readonly problems: readonly Problem[];
}

/** A dbt_project.yml and what it says. */
export interface Package {
  readonly name: string;
  /** Relative to the project's root; empty for the root project. */
  readonly folder: string;
  /** Path of its dbt_project.yml. */
  readonly file: string;
  readonly modelPaths: readonly string[];
  readonly macroPaths: readonly string[];
  readonly seedPaths: readonly string[];
  readonly snapshotPaths: readonly string[];
  readonly testPaths: readonly string[];
  /** Folders of Markdown beside the others, which may hold some, too. */
  readonly docsPaths: readonly string[];
  /** Folder that its packages are installed in; the root project's is the one that counts. */
  readonly installPath: string;
  readonly profile: string | undefined;
  readonly vars: { readonly [key: string]: Plain };
  /** The trees under `models:`, `seeds:`, `snapshots:` and `sources:`, rendered. */
  readonly configs: Readonly<Record<"models" | "seeds" | "snapshots" | "sources", ConfigTree>>;
  readonly dispatch: readonly { readonly macroNamespace: string; readonly searchOrder: readonly string[] }[];
  /** `on-run-start` and `on-run-end`, unrendered. */
  readonly runHooks: { readonly start: readonly string[]; readonly end: readonly string[] };
  readonly flags: { readonly [key: string]: Plain };
  readonly quoting: { readonly [key: string]: Plain };
}

/** A node of a `+config` tree. */
export interface ConfigTree {
  readonly settings: readonly { readonly key: string; readonly value: Plain; readonly at: Location }[];
  readonly children: ReadonlyMap<string, ConfigTree>;
}

/**
 * The connection that a run would use. Without a readable profile the names that dbt would need are
 * made up (`known: false`), so that everything but running works.
 */
export interface Target {
  readonly known: boolean;
  readonly profileName: string;
  readonly name: string;
  /** The adapter: `duckdb`, `snowflake`, … `duckdb` when unknown. */
  readonly type: string;
  readonly database: string;
  readonly schema: string;
  readonly threads: number;
  /** DuckDB: the database file, absolute, or `:memory:`. */
  readonly path: string | undefined;
  /** The output's fields as the profile gives them, rendered. Holds secrets: never logged, never shown, never in a template. */
  readonly secretFields: { readonly [key: string]: Plain };
  /** Where the output stands. */
  readonly at: Location | undefined;
}

export interface MacroTable {
  /** Macros of one package, by call name. */
  in(packageName: string): ReadonlyMap<string, MacroDefinition>;
  /** Names of the packages that define macros. */
  readonly packages: readonly string[];
  /** As a template of `packageName` finds an unqualified name: own package, root project (spec 6.5). dbt's own are not here. */
  resolve(name: string, packageName: string): MacroDefinition | undefined;
}

export interface MacroDefinition {
  readonly packageName: string;
  readonly macro: Macro;
  readonly file: SourceFile;
  readonly nameSpan: SourceSpan;
  /** From a properties file. */
  readonly description: string;
}

export interface SourceTable {
  readonly packageName: string;
  readonly source: string;
  readonly table: string;
  readonly relation: RelationName;
  readonly enabled: boolean;
  /** dbt-duckdb: `meta.external_location` or `config.external_location`, which the name is replaced by. */
  readonly externalLocation: string | undefined;
  /** `database`, `schema`, `identifier`: as the table says, else the source. */
  readonly quoting: { readonly [key: string]: Plain };
  readonly columns: readonly ColumnProperties[];
  readonly config: { readonly [key: string]: Plain };
  /** The value of the table's `name:`. */
  readonly at: Location;
}

/** What a properties file says of a node. */
export interface Patch {
  /** Of the node; in the entry for one version of a model, of that version's file. */
  readonly name: string;
  /** Of the entry for one version: the model's own name, and which version it is. */
  readonly version?: NodeVersion & { readonly of: string };
  readonly description: string;
  readonly config: readonly { readonly key: string; readonly value: Plain; readonly at: Location }[];
  readonly columns: readonly ColumnProperties[];
  readonly tests: readonly TestUse[];
  /** Of a versioned model, as listed; the file of `v` is `definedIn`. Empty for every other node. */
  readonly versions: readonly { readonly v: string; readonly definedIn: string }[];
  /** What `ref()` without a version means; undefined without versions. */
  readonly latestVersion: string | undefined;
  readonly at: Location;
}

/** What the runner read from the warehouse. A relation that isn't listed is unknown unless its schema is in `complete`. */
export interface Catalog {
  readonly relations: ReadonlyMap<string, CatalogRelation>;
  /** In lower case: `database.schema` of the schemas that were listed whole, `database` of such databases. */
  readonly complete: ReadonlySet<string>;
}

export interface CatalogRelation {
  readonly type: "table" | "view" | "other";
  readonly columns: readonly { readonly name: string; readonly type: string }[] | undefined;
  /** Rows, where the engine tells without counting. */
  readonly rows: number | undefined;
}

/** Why the last run of a node failed, and where in its files. */
export interface RunFailure {
  readonly message: string;
  readonly at: Location | undefined;
  /** The file's text that ran: the failure stands until the text is another. */
  readonly text: string;
}

/** The key of a relation in `Catalog`: names in lower case. */
export function relationKey({ database, schema, identifier }: RelationName): string {
  return `${database}.${schema}.${identifier}`.toLowerCase();
}

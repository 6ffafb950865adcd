import { isAbsolute, resolve } from "node:path";
import { jsonText } from "../../base/json-text.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { Plain } from "../../project/plain.ts";
import type { Target } from "../../project/snapshot.ts";

/** A DuckDB output of profiles.yml, as far as the bundled engine honours it. */
export interface DuckdbProfile {
  /** Absolute, or `:memory:`. */
  readonly path: string;
  readonly options: Readonly<Record<string, string>>;
  /** Statements that make a connection what the profile asks for. */
  readonly setup: readonly SetupStatement[];
  /** Files attached beside the database; their headers are checked too. */
  readonly attached: readonly string[];
}

export interface SetupStatement {
  readonly sql: string;
  /** What of the profile it stands for, without its value, which may be a secret. */
  readonly of:
    | { readonly kind: "extension"; readonly name: string }
    | { readonly kind: "setting"; readonly name: string; readonly value: string }
    | { readonly kind: "attach"; readonly name: string; readonly isReadOnly: boolean };
}

/** Fields that ask for what only dbt's own adapter brings; a run without them would be another run. */
const UNSUPPORTED = ["secrets", "plugins", "filesystems", "remote", "motherduck_token", "use_credential_provider"];

/**
 * What the profile asks for, or one sentence why the bundled DuckDB can't give it.
 *
 * Extensions are loaded when they are on this machine and never installed.
 */
export function duckdbProfile(target: Target, root: string): Result<DuckdbProfile, string> {
  const fields = target.secretFields;
  const path = target.path ?? ":memory:";
  if (/^(md|motherduck):/i.test(path))
    return err("The built-in DuckDB does not connect to MotherDuck; run this target with dbt.");
  if (/^ducklake:/i.test(path) || fields["is_ducklake"] === true) {
    return err("The built-in DuckDB does not write to DuckLake yet; run this target with dbt.");
  }
  const asked = UNSUPPORTED.find((it) => isGiven(fields[it]));
  if (asked) return err(`The profile's \`${asked}\` needs dbt: the built-in DuckDB does not support it.`);
  if (fields["disable_transactions"] === true) {
    return err("The profile's `disable_transactions` needs dbt: the built-in runner gives each model one transaction.");
  }

  const attached: string[] = [];
  const setup: SetupStatement[] = [
    ...extensionsOf(fields["extensions"]).map((name): SetupStatement => {
      return { sql: `load ${quoteText(name)}`, of: { kind: "extension", name } };
    }),
    ...entries(fields["settings"]).map(([name, value]): SetupStatement => {
      const text = printed(value);
      return { sql: `set ${name} = ${quoteText(text)}`, of: { kind: "setting", name, value: text } };
    }),
  ];
  for (const entry of listOf(fields["attach"])) {
    const statement = attachStatement(entry, root, attached);
    if (!statement.ok) return statement;
    setup.push(statement.value);
  }
  const options = Object.fromEntries(entries(fields["config_options"]).map(([name, value]) => [name, printed(value)]));
  return ok({ path: path === ":memory:" || isAbsolute(path) ? path : resolve(root, path), options, setup, attached });
}

function attachStatement(entry: Plain, root: string, attached: string[]): Result<SetupStatement, string> {
  const fields: { readonly [key: string]: Plain } = isRecord(entry) ? entry : {};
  const path = fields["path"];
  if (typeof path !== "string") return err("An entry of the profile's `attach` has no `path`.");
  const type = fields["type"];
  if (/^(md|motherduck|ducklake):/i.test(path) || isGiven(fields["secret"]) || (type ?? "duckdb") !== "duckdb") {
    return err(`The profile attaches ${path.split("?", 1)[0]}, which is no DuckDB file: that needs dbt.`);
  }
  const file = isAbsolute(path) ? path : resolve(root, path);
  attached.push(file);
  const alias = typeof fields["alias"] === "string" ? ` as ${quoteName(fields["alias"])}` : "";
  const isReadOnly = fields["read_only"] === true;
  const sql = `attach if not exists ${quoteText(file)}${alias}${isReadOnly ? " (read_only)" : ""}`;
  return ok({ sql, of: { kind: "attach", name: file, isReadOnly } });
}

function extensionsOf(value: Plain | undefined): readonly string[] {
  return listOf(value).flatMap((it) => {
    if (typeof it === "string") return [it];
    return isRecord(it) && typeof it["name"] === "string" ? [it["name"]] : [];
  });
}

function isGiven(value: Plain | undefined): boolean {
  if (value === undefined || value === null || value === false) return false;
  return typeof value !== "object" || Object.keys(value).length > 0;
}

function isRecord(value: Plain | undefined): value is { readonly [key: string]: Plain } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const listOf = (value: Plain | undefined): readonly Plain[] =>
  Array.isArray(value) ? (value as readonly Plain[]) : [];
const entries = (value: Plain | undefined) => (isRecord(value) ? Object.entries(value) : []);
const printed = (value: Plain) => (typeof value === "object" && value !== null ? jsonText(value) : String(value));

const quoteText = (text: string) => `'${text.replaceAll("'", "''")}'`;
const quoteName = (name: string) => `"${name.replaceAll('"', '""')}"`;

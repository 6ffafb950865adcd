import type { Plain } from "../plain.ts";

/** Which parts of a relation's name something is done to. */
export interface Parts {
  readonly database: boolean;
  readonly schema: boolean;
  readonly identifier: boolean;
}

/** How an adapter writes the name of a relation. */
export interface NameStyle {
  readonly quote: string;
  readonly quoted: Parts;
  readonly included: Parts;
}

const ALL: Parts = { database: true, schema: true, identifier: true };
const NONE: Parts = { database: false, schema: false, identifier: false };
const WITHOUT_DATABASE: Parts = { database: false, schema: true, identifier: true };

const STYLES: ReadonlyMap<string, NameStyle> = new Map([
  ["snowflake", { quote: '"', quoted: NONE, included: ALL }],
  ["bigquery", { quote: "`", quoted: ALL, included: ALL }],
  ["databricks", { quote: "`", quoted: ALL, included: ALL }],
  ["spark", { quote: "`", quoted: NONE, included: WITHOUT_DATABASE }],
  ["clickhouse", { quote: "`", quoted: ALL, included: WITHOUT_DATABASE }],
]);

const STANDARD: NameStyle = { quote: '"', quoted: ALL, included: ALL };

/** How the adapter writes names before any `quoting:` of the project; double quotes around every part unless known otherwise. */
export function nameStyle(adapter: string): NameStyle {
  return STYLES.get(adapter) ?? STANDARD;
}

/** `policy` with what a `quoting:` mapping says laid over it. */
export function withQuoting(policy: Parts, quoting: Plain | undefined): Parts {
  if (typeof quoting !== "object" || quoting === null || Array.isArray(quoting)) return policy;
  const said = quoting as { readonly [key: string]: Plain };
  const part = (name: keyof Parts) => (typeof said[name] === "boolean" ? said[name] : policy[name]);
  return { database: part("database"), schema: part("schema"), identifier: part("identifier") };
}

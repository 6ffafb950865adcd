import type { Plain } from "../../project/plain.ts";

const NAMES = /pass|token|secret|key|credential|pwd/i;
/** Names that only look like it. */
const HARMLESS = /^(private_key_path|keyfile|key_path|sslkey|keepalives.*|unique_key)$/i;
const SHORTEST = 4;

/**
 * Blots out the secrets of a profile and of the environment wherever dbt or a warehouse repeats them.
 *
 * Every event and message of a run goes through it before it is shown, logged or remembered.
 */
export function blotter(secretFields: { readonly [key: string]: Plain }, env: { readonly [name: string]: string }) {
  const fromEnv = Object.entries(env).flatMap(([name, value]) => (name.startsWith("DBT_ENV_SECRET") ? [value] : []));
  const secrets = [...new Set([...secretsIn(secretFields), ...fromEnv])]
    .filter((it) => it.length >= SHORTEST)
    // A secret that contains another must go first.
    .sort((a, b) => b.length - a.length);
  return (text: string): string => secrets.reduce((sum, it) => sum.replaceAll(it, "*****"), text);
}

function secretsIn(fields: { readonly [key: string]: Plain }): readonly string[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    if (typeof value === "string") return NAMES.test(name) && !HARMLESS.test(name) ? [value] : [];
    if (Array.isArray(value)) return value.flatMap((it) => (isRecord(it) ? secretsIn(it) : []));
    return isRecord(value) ? secretsIn(value) : [];
  });
}

function isRecord(value: Plain): value is { readonly [key: string]: Plain } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

import { plainFloat, type WholeFloat } from "../base/plain.ts";
import type { YamlScalar } from "./tree.ts";

const WORDS: ReadonlyMap<string, null | boolean> = new Map<string, null | boolean>([
  ...["", "~", "null", "Null", "NULL"].map((it) => [it, null] as const),
  ...["yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map((it) => [it, true] as const),
  ...["no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map((it) => [it, false] as const),
]);

const DECIMAL = /^[-+]?(?:0|[1-9][0-9_]*)$/;
const OCTAL = /^[-+]?0[0-7_]+$/;
const BINARY = /^[-+]?0b[0-1_]+$/;
const HEX = /^[-+]?0x[0-9a-fA-F_]+$/;
const SEXAGESIMAL = /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/;
const FLOAT = /^[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?$|^[-+]?\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?$/;
const SEXAGESIMAL_FLOAT = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/;
const INFINITE = /^[-+]?\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;
const TIMESTAMP =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?(?:[ \t]*(Z|([-+])(\d\d?)(?::?(\d\d))?))?)?$/;

/**
 * What PyYAML makes of a plain scalar: YAML 1.1, in which `yes` is true, `010` is eight and `1e3` is a string.
 *
 * `y` and `n` stay strings, as in PyYAML and unlike the letter of YAML 1.1.
 */
export function resolvePlain(text: string): YamlScalar["value"] {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (!/^[-+.0-9]/.test(text)) return text;
  return resolveInteger(text) ?? resolveFloat(text) ?? resolveTimestamp(text) ?? text;
}

function resolveInteger(text: string): number | bigint | undefined {
  const digits = text.replace(/[_+-]/g, "");
  const signed = (magnitude: bigint) => normalised(text.startsWith("-") ? -magnitude : magnitude);
  if (DECIMAL.test(text)) return signed(BigInt(digits));
  if (OCTAL.test(text)) return signed(BigInt(`0o${digits.slice(1) || "0"}`));
  if (BINARY.test(text)) return signed(BigInt(digits.length > 2 ? digits : 0));
  if (HEX.test(text)) return signed(BigInt(digits.length > 2 ? digits : 0));
  if (SEXAGESIMAL.test(text)) return signed(digits.split(":").reduce((sum, it) => sum * 60n + BigInt(it), 0n));
  return undefined;
}

function normalised(value: bigint): number | bigint {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

function resolveFloat(text: string): number | WholeFloat | undefined {
  const value = floatIn(text);
  return value === undefined ? undefined : plainFloat(value);
}

function floatIn(text: string): number | undefined {
  const sign = text.startsWith("-") ? -1 : 1;
  if (FLOAT.test(text)) return Number(text.replaceAll("_", ""));
  if (INFINITE.test(text)) return sign * Number.POSITIVE_INFINITY;
  if (NOT_A_NUMBER.test(text)) return Number.NaN;
  if (!SEXAGESIMAL_FLOAT.test(text)) return undefined;
  const parts = text.replace(/[_+-]/g, "").split(":");
  return sign * parts.reduce((sum, it) => sum * 60 + Number(it), 0);
}

/** Dates and times become what Python prints for them, since that is all a template can see of one. */
function resolveTimestamp(text: string): string | undefined {
  const match = TIMESTAMP.exec(text);
  if (!match) return undefined;
  const [
    ,
    year = "",
    month = "",
    day = "",
    hour,
    minute = "",
    second = "",
    fraction = "",
    zone,
    sign,
    zoneHour,
    zoneMinute,
  ] = match;
  const two = (part: string | undefined) => (part ?? "").padStart(2, "0");
  if (hour === undefined) return /^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined;
  const micro = fraction.slice(0, 6).padEnd(6, "0");
  const offset = zone === undefined ? "" : zone === "Z" ? "+00:00" : `${sign}${two(zoneHour)}:${two(zoneMinute)}`;
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${minute}:${second}${Number(micro) ? `.${micro}` : ""}${offset}`;
}

import { quoted } from "../text.ts";
import { PyError } from "../values.ts";
import { type Civil, checkedCivil, civilOf, dayNumber, isoWeekStart, MONTHS, WEEKDAYS } from "./calendar.ts";
import { type Clock, checkedClock } from "./clock-time.ts";
import type { Moment } from "./strftime.ts";
import { fixedZone, plainUtc, type Zone } from "./zone.ts";

type Parts = Map<string, string>;

const short = (names: readonly string[]) => names.map((it) => it.slice(0, 3)).join("|");

/** What each directive accepts. */
const ACCEPTS: ReadonlyMap<string, string> = new Map([
  ["Y", "\\d{4}"],
  ["y", "\\d{2}"],
  ["m", "1[0-2]|0[1-9]|[1-9]"],
  ["d", "3[01]|[12]\\d|0[1-9]|[1-9]| [1-9]"],
  ["H", "2[0-3]|[01]\\d|\\d"],
  ["I", "1[0-2]|0[1-9]|[1-9]"],
  ["M", "[0-5]\\d|\\d"],
  ["S", "6[01]|[0-5]\\d|\\d"],
  ["f", "\\d{1,6}"],
  ["j", "36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]"],
  ["p", "am|pm"],
  ["z", "[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|z"],
  ["Z", "utc|gmt"],
  ["w", "[0-6]"],
  ["u", "[1-7]"],
  ["V", "5[0-3]|0[1-9]|[1-4]\\d|\\d"],
  ["G", "\\d{4}"],
  ["U", "5[0-3]|[0-4]\\d|\\d"],
  ["W", "5[0-3]|[0-4]\\d|\\d"],
  ["b", short(MONTHS)],
  ["B", MONTHS.join("|")],
  ["a", short(WEEKDAYS)],
  ["A", WEEKDAYS.join("|")],
]);

const SHORTHAND: ReadonlyMap<string, string> = new Map([
  ["c", "%a %b %d %H:%M:%S %Y"],
  ["x", "%m/%d/%y"],
  ["X", "%H:%M:%S"],
]);

/** `datetime.strptime(text, format)`, with Python's words for what doesn't fit. */
export function strptime(text: string, format: string): Moment {
  const { pattern, letters } = patternOf(format);
  const found = pattern.exec(text);
  if (!found) throw new PyError("ValueError", `time data ${quoted(text)} does not match format ${quoted(format)}`);
  if (found[0].length < text.length)
    throw new PyError("ValueError", `unconverted data remains: ${text.slice(found[0].length)}`);
  const parts: Parts = new Map(letters.map((letter, at) => [letter, found[at + 1] ?? ""]));
  return { civil: civilFrom(parts), clock: clockFromParts(parts), zone: zoneFromParts(parts) };
}

function patternOf(format: string): { readonly pattern: RegExp; readonly letters: readonly string[] } {
  const letters: string[] = [];
  const expanded = format.replace(/%([cxX])/g, (whole, letter: string) => SHORTHAND.get(letter) ?? whole);
  const source = expanded.replace(/%(.?)|\s+|[^%\s]/gs, (whole, letter: string | undefined) => {
    if (letter === undefined) return /\s/.test(whole) ? "\\s+" : whole.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    if (letter === "%") return "%";
    const accepted = ACCEPTS.get(letter);
    if (letter === "") throw new PyError("ValueError", `stray % in format ${quoted(format)}`);
    if (accepted === undefined)
      throw new PyError("ValueError", `${quoted(letter)} is a bad directive in format ${quoted(format)}`);
    if (letters.includes(letter)) throw new PyError("error", `redefinition of group name ${quoted(letter)}`);
    letters.push(letter);
    return `(${accepted})`;
  });
  return { pattern: new RegExp(`^${source}`, "i"), letters };
}

function civilFrom(parts: Parts): Civil {
  const number = (letter: string) => (parts.has(letter) ? Number(parts.get(letter)) : undefined);
  const short = number("y");
  const year = number("Y") ?? (short === undefined ? undefined : short + (short <= 68 ? 2000 : 1900)) ?? 1900;
  const dayInYear = number("j");
  if (dayInYear !== undefined) return civilOf(dayNumber({ year, month: 1, day: 1 }) + dayInYear - 1);
  const [isoYear, week] = [number("G"), number("V")];
  if (isoYear !== undefined && week !== undefined) return civilOf(isoWeekStart(isoYear, week) + weekday(parts));
  const name = (parts.get("b") ?? parts.get("B") ?? "").toLowerCase();
  const month = name === "" ? number("m") : MONTHS.findIndex((it) => it.toLowerCase().startsWith(name)) + 1;
  return checkedCivil({ year, month: month ?? 1, day: number("d") ?? 1 });
}

function weekday(parts: Parts): number {
  if (parts.has("u")) return Number(parts.get("u")) - 1;
  if (parts.has("w")) return (Number(parts.get("w")) + 6) % 7;
  const name = (parts.get("a") ?? parts.get("A") ?? "monday").toLowerCase();
  return WEEKDAYS.findIndex((it) => it.toLowerCase().startsWith(name));
}

function clockFromParts(parts: Parts): Clock {
  const half = parts.get("p")?.toLowerCase();
  const twelve = parts.get("I");
  const hour = twelve === undefined ? Number(parts.get("H") ?? 0) : (Number(twelve) % 12) + (half === "pm" ? 12 : 0);
  const second = Number(parts.get("S") ?? 0);
  const microsecond = Number((parts.get("f") ?? "0").padEnd(6, "0"));
  return checkedClock({ hour, minute: Number(parts.get("M") ?? 0), second, microsecond });
}

function zoneFromParts(parts: Parts): Zone | undefined {
  const text = parts.get("z");
  if (text === undefined || text === "") return undefined;
  return text.toLowerCase() === "z" ? plainUtc : fixedZone(readOffset(text));
}

/** Seconds east of UTC from `+05:30`, `-0800` or `Z`. */
export function readOffset(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = (text.replaceAll(":", "").match(/\d\d/g) ?? []).map(Number);
  const magnitude = hours * 3600 + minutes * 60 + seconds;
  return text.startsWith("-") ? -magnitude : magnitude;
}

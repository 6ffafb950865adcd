import { quoted } from "../text.ts";
import { PyError } from "../values.ts";
import { type Civil, checkedCivil, civilOf, isoWeekStart } from "./calendar.ts";
import { checkedClock, MIDNIGHT } from "./clock-time.ts";
import type { Moment } from "./strftime.ts";
import { readOffset } from "./strptime.ts";
import { fixedZone, plainUtc, type Zone } from "./zone.ts";

const DATE = /^(?:(\d{4})-(\d\d)-(\d\d)|(\d{4})(\d\d)(\d\d)|(\d{4})-?W(\d\d)(?:-?([1-7]))?)/;
const TIME = /^(\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?)?(Z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)?$/;

function refused(text: string): PyError {
  return new PyError("ValueError", `Invalid isoformat string: ${quoted(text)}`);
}

function civilFrom(found: RegExpExecArray): Civil {
  const [, year, month, day, year2, month2, day2, isoYear, week, weekday] = found;
  if (isoYear !== undefined) return civilOf(isoWeekStart(Number(isoYear), Number(week)) + Number(weekday ?? 1) - 1);
  return checkedCivil({ year: Number(year ?? year2), month: Number(month ?? month2), day: Number(day ?? day2) });
}

/** A day as `date.fromisoformat` reads it. */
export function readIsoDate(text: string): Civil {
  const found = DATE.exec(text);
  if (!found || found[0].length !== text.length) throw refused(text);
  return civilFrom(found);
}

/** A moment as `datetime.fromisoformat` reads it: the day alone, or with a time behind any one character. */
export function readIsoMoment(text: string): Moment {
  const found = DATE.exec(text);
  if (!found) throw refused(text);
  const rest = text.slice(found[0].length);
  if (rest === "") return { civil: civilFrom(found), clock: MIDNIGHT, zone: undefined };
  const time = TIME.exec(rest.slice(1));
  if (!time) throw refused(text);
  const [, hour, minute = 0, second = 0, fraction = "0", zone] = time;
  const clock = checkedClock({
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    microsecond: Number(fraction.slice(0, 6).padEnd(6, "0")),
  });
  return { civil: civilFrom(found), clock, zone: zoneOf(zone) };
}

function zoneOf(text: string | undefined): Zone | undefined {
  if (text === undefined) return undefined;
  return text === "Z" ? plainUtc : fixedZone(readOffset(text));
}

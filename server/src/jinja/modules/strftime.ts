import { asText } from "../arguments.ts";
import type { Value } from "../values.ts";
import { type Civil, dayNumber, dayOfYear, digits, isoWeek, MONTHS, WEEKDAYS, weekdayOf } from "./calendar.ts";
import type { Clock } from "./clock-time.ts";
import { offsetText, type Zone } from "./zone.ts";

/** A moment as `strftime` sees it. */
export interface Moment {
  readonly civil: Civil;
  readonly clock: Clock;
  readonly zone: Zone | undefined;
}

/** `moment.strftime(format)` as Python does it on Linux, in English; `%-d` leaves the leading zero out. */
export function strftime(format: Value, moment: Moment): string {
  return asText(format, "strftime() argument 1").replace(
    /%([-_0^]?)([A-Za-z%])/g,
    (whole, flag: string, letter: string) => {
      const text = directive(letter, moment);
      if (text === undefined) return whole;
      if (flag === "-") return text.replace(/^[0 ]+(?=\d)/, "");
      if (flag === "_") return text.replace(/^0+(?=\d)/, (zeros) => " ".repeat(zeros.length));
      return flag === "^" ? text.toUpperCase() : text;
    },
  );
}

function directive(letter: string, moment: Moment): string | undefined {
  return onDate(letter, moment.civil) ?? onClock(letter, moment) ?? combined(letter, moment);
}

function onDate(letter: string, civil: Civil): string | undefined {
  const { year, month, day } = civil;
  const number = dayNumber(civil);
  const weekday = weekdayOf(number);
  switch (letter) {
    case "Y":
      return String(year);
    case "y":
      return digits(year % 100, 2);
    case "C":
      return digits(Math.floor(year / 100), 2);
    case "m":
      return digits(month, 2);
    case "d":
      return digits(day, 2);
    case "e":
      return String(day).padStart(2, " ");
    case "j":
      return digits(dayOfYear(number), 3);
    case "a":
      return WEEKDAYS[weekday]?.slice(0, 3);
    case "A":
      return WEEKDAYS[weekday];
    case "w":
      return String((weekday + 1) % 7);
    case "u":
      return String(weekday + 1);
    case "b":
    case "h":
      return MONTHS[month - 1]?.slice(0, 3);
    case "B":
      return MONTHS[month - 1];
    case "U":
      return digits(Math.floor((dayOfYear(number) + 6 - ((weekday + 1) % 7)) / 7), 2);
    case "W":
      return digits(Math.floor((dayOfYear(number) + 6 - weekday) / 7), 2);
    case "V":
      return digits(isoWeek(number).week, 2);
    case "G":
      return String(isoWeek(number).year);
    case "g":
      return digits(isoWeek(number).year % 100, 2);
    default:
      return undefined;
  }
}

function onClock(letter: string, { civil, clock, zone }: Moment): string | undefined {
  const half = clock.hour % 12 === 0 ? 12 : clock.hour % 12;
  switch (letter) {
    case "H":
      return digits(clock.hour, 2);
    case "k":
      return String(clock.hour).padStart(2, " ");
    case "I":
      return digits(half, 2);
    case "l":
      return String(half).padStart(2, " ");
    case "M":
      return digits(clock.minute, 2);
    case "S":
      return digits(clock.second, 2);
    case "f":
      return digits(clock.microsecond, 6);
    case "p":
      return clock.hour < 12 ? "AM" : "PM";
    case "P":
      return clock.hour < 12 ? "am" : "pm";
    case "z":
      return zone ? offsetText(zone.offset, "") : "";
    case "Z":
      return zone ? zone.abbreviation : "";
    case "s":
      return String(dayNumber(civil) * 86_400 + clock.hour * 3600 + clock.minute * 60 + clock.second);
    default:
      return undefined;
  }
}

function combined(letter: string, moment: Moment): string | undefined {
  const format = {
    c: "%a %b %e %H:%M:%S %Y",
    x: "%m/%d/%y",
    X: "%H:%M:%S",
    D: "%m/%d/%y",
    F: "%Y-%m-%d",
    T: "%H:%M:%S",
    R: "%H:%M",
    r: "%I:%M:%S %p",
  }[letter];
  if (format) return strftime(format, moment);
  return { n: "\n", t: "\t", "%": "%" }[letter];
}

import { PyError } from "../values.ts";

/** A day of the Gregorian calendar, which Python extends to all years from 1 to 9999. */
export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Abbreviated and full names, in English as Python's C locale has them. */
export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
export const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

const MILLISECONDS_A_DAY = 86_400_000;
const FIRST_DAY = dayNumber({ year: 1, month: 1, day: 1 });
const LAST_DAY = dayNumber({ year: 9999, month: 12, day: 31 });

/** Days since 1970-01-01. */
export function dayNumber({ year, month, day }: Civil): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / MILLISECONDS_A_DAY);
}

/** The calendar day of a day number; throws Python's OverflowError outside the years 1 to 9999. */
export function civilOf(number: number): Civil {
  if (!(number >= FIRST_DAY && number <= LAST_DAY)) throw new PyError("OverflowError", "date value out of range");
  const date = new Date(number * MILLISECONDS_A_DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** How many days the month has. */
export function daysInMonth(year: number, month: number): number {
  return dayNumber({ year, month: month + 1, day: 1 }) - dayNumber({ year, month, day: 1 });
}

/** 0 is Monday. */
export function weekdayOf(number: number): number {
  return (((number + 3) % 7) + 7) % 7;
}

/** 1 is the first of January. */
export function dayOfYear(number: number): number {
  return number - dayNumber({ year: civilOf(number).year, month: 1, day: 1 }) + 1;
}

/** Year and number of the ISO week that the day is in. */
export function isoWeek(number: number): { readonly year: number; readonly week: number } {
  const thursday = number - weekdayOf(number) + 3;
  const year = new Date(thursday * MILLISECONDS_A_DAY).getUTCFullYear();
  return { year, week: Math.floor((thursday - dayNumber({ year, month: 1, day: 1 })) / 7) + 1 };
}

/** The Monday of an ISO week. */
export function isoWeekStart(year: number, week: number): number {
  const fourth = dayNumber({ year, month: 1, day: 4 });
  return fourth - weekdayOf(fourth) + (week - 1) * 7;
}

/** Checks year, month and day as Python's constructors do, with their words. */
export function checkedCivil(civil: Civil): Civil {
  const { year, month, day } = civil;
  if (year < 1 || year > 9999) throw new PyError("ValueError", `year ${year} is out of range`);
  if (month < 1 || month > 12) throw new PyError("ValueError", "month must be in 1..12");
  if (day < 1 || day > daysInMonth(year, month)) throw new PyError("ValueError", "day is out of range for month");
  return civil;
}

/** A number with leading zeros. */
export function digits(value: number, count: number): string {
  return String(value).padStart(count, "0");
}

import { asCount, asText, bind } from "../arguments.ts";
import { NamedTuple } from "../named-tuple.ts";
import { HostObject, type NativeCall, PyError, type Value } from "../values.ts";
import {
  type Civil,
  checkedCivil,
  civilOf,
  dayNumber,
  dayOfYear,
  digits,
  isoWeek,
  isoWeekStart,
  weekdayOf,
} from "./calendar.ts";
import { type Clock, MIDNIGHT } from "./clock-time.ts";
import { functions, HostType } from "./host-type.ts";
import { readIsoDate } from "./isoformat.ts";
import { strftime } from "./strftime.ts";
import { TimeDelta } from "./timedelta.ts";

// What Python calls day 1 is the first of January of year 1.
const ORDINAL_OF_1970 = 719_163;
const DAY = 86_400_000_000n;

/** `2020-01-31` */
export function civilText({ year, month, day }: Civil): string {
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}

/** Python's `datetime.date`. */
export class CalendarDate extends HostObject {
  readonly typeName = "datetime.date";
  readonly civil: Civil;
  constructor(civil: Civil) {
    super();
    this.civil = checkedCivil(civil);
  }
  get number(): number {
    return dayNumber(this.civil);
  }
  override str(): string {
    return civilText(this.civil);
  }
  override repr(): string {
    return `datetime.date(${this.civil.year}, ${this.civil.month}, ${this.civil.day})`;
  }
  override attribute(name: string): Value | undefined {
    const known = dateAttribute(name, this.civil);
    if (known !== undefined) return known;
    return functions({
      isoformat: () => this.str(),
      ctime: () => ctime(this.civil, MIDNIGHT),
      strftime: ([format = null]) => this.#formatted(format),
      replace: (positional, keyword) =>
        new CalendarDate(civilFrom(bind("replace", ["year", "month", "day"], positional, keyword), this.civil)),
    }).get(name);
  }
  override equals(other: Value): boolean {
    return other instanceof CalendarDate && other.number === this.number;
  }
  override order(other: Value): number | undefined {
    return other instanceof CalendarDate ? this.number - other.number : undefined;
  }
  override hashed(): string {
    return `date${this.number}`;
  }
  override formatted(spec: string): string {
    return this.#formatted(spec);
  }
  override operate(operator: string, other: Value, side: "left" | "right"): Value | undefined {
    if (operator === "+" && other instanceof TimeDelta) return new CalendarDate(civilOf(this.number + other.days));
    if (operator !== "-" || side === "right") return undefined;
    if (other instanceof TimeDelta) return new CalendarDate(civilOf(this.number - other.days));
    return other instanceof CalendarDate ? new TimeDelta(BigInt(this.number - other.number) * DAY) : undefined;
  }
  #formatted(format: Value): string {
    return strftime(format, { civil: this.civil, clock: MIDNIGHT, zone: undefined });
  }
}

/** What dates and datetimes have in common. */
export function dateAttribute(name: string, civil: Civil): Value | undefined {
  if (name === "year" || name === "month" || name === "day") return civil[name];
  const number = dayNumber(civil);
  return functions({
    weekday: () => weekdayOf(number),
    isoweekday: () => weekdayOf(number) + 1,
    toordinal: () => number + ORDINAL_OF_1970,
    isocalendar: () => {
      const { year, week } = isoWeek(number);
      return new NamedTuple(
        ["year", "week", "weekday"],
        [year, week, weekdayOf(number) + 1],
        "datetime.IsoCalendarDate",
      );
    },
    timetuple: () => timeTuple(civil, 0, 0, 0),
  }).get(name);
}

/** `Wed Jan  1 00:00:00 2020` */
export function ctime(civil: Civil, clock: Clock): string {
  return strftime("%a %b %e %H:%M:%S ", { civil, clock, zone: undefined }) + digits(civil.year, 4);
}

/** `struct_time` */
export function timeTuple(civil: Civil, hour: number, minute: number, second: number): Value {
  const number = dayNumber(civil);
  const names = "tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst".split(" ");
  const values = [civil.year, civil.month, civil.day, hour, minute, second, weekdayOf(number), dayOfYear(number), -1];
  return new NamedTuple(names, values, "time.struct_time");
}

/** The day that the first three arguments say; what is left out is taken from `otherwise`. */
export function civilFrom([year, month, day]: readonly (Value | undefined)[], otherwise: Civil): Civil {
  return checkedCivil({
    year: asCount(year, otherwise.year),
    month: asCount(month, otherwise.month),
    day: asCount(day, otherwise.day),
  });
}

/** Throws what Python's constructors throw when year, month or day is missing. */
export function requireCivil(bound: readonly (Value | undefined)[]): Civil {
  ["year", "month", "day"].forEach((name, at) => {
    if (bound[at] === undefined)
      throw new PyError("TypeError", `function missing required argument '${name}' (pos ${at + 1})`);
  });
  return civilFrom(bound, { year: 1, month: 1, day: 1 });
}

/** The constructors that `date` and `datetime` share; `make` builds the one or the other. */
export function dateConstructors(make: (civil: Civil) => Value): Readonly<Record<string, NativeCall>> {
  return {
    fromordinal: ([ordinal = null]) => make(civilOf(asCount(ordinal, 1) - ORDINAL_OF_1970)),
    fromisocalendar: (positional, keyword) => {
      const [year, week, day] = bind("fromisocalendar", ["year", "week", "day"], positional, keyword, 3);
      return make(civilOf(isoWeekStart(asCount(year, 1), asCount(week, 1)) + asCount(day, 1) - 1));
    },
  };
}

/** The class `date` of `modules.datetime`; `today` answers by the clock. */
export function dateType(clock: () => Date): HostType {
  const make = (civil: Civil) => new CalendarDate(civil);
  const today: NativeCall = () => {
    const now = clock();
    return make({ year: now.getFullYear(), month: now.getMonth() + 1, day: now.getDate() });
  };
  const members = functions({
    ...dateConstructors(make),
    today,
    fromisoformat: ([text = null]) => make(readIsoDate(asText(text, "fromisoformat: argument"))),
  });
  members.set("min", make({ year: 1, month: 1, day: 1 }));
  members.set("max", make({ year: 9999, month: 12, day: 31 }));
  const construct: NativeCall = (positional, keyword) =>
    make(requireCivil(bind("date", ["year", "month", "day"], positional, keyword)));
  return new HostType("datetime.date", construct, members);
}

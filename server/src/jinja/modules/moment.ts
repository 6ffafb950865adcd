import { asText, bind } from "../arguments.ts";
import { ratio } from "../arithmetic.ts";
import { str } from "../text.ts";
import { HostObject, PyError, PyFloat, type Value } from "../values.ts";
import { type Civil, civilOf, dayNumber } from "./calendar.ts";
import {
  CLOCK_PARTS,
  type Clock,
  ClockTime,
  clockArguments,
  clockFrom,
  clockOf,
  clockText,
  microsecondsOf,
} from "./clock-time.ts";
import { CalendarDate, civilFrom, civilText, ctime, dateAttribute, timeTuple } from "./date.ts";
import { functions } from "./host-type.ts";
import { strftime } from "./strftime.ts";
import { TimeDelta } from "./timedelta.ts";
import { offsetText, plainUtc, type Zone, zoneFrom } from "./zone.ts";

const DAY = 86_400_000_000n;

/** Python's `datetime.datetime`: a day, a clock and perhaps a zone. */
export class DateTime extends HostObject {
  readonly typeName = "datetime.datetime";
  readonly civil: Civil;
  readonly clock: Clock;
  readonly zone: Zone | undefined;
  constructor(civil: Civil, clock: Clock, zone?: Zone) {
    super();
    this.civil = civil;
    this.clock = clock;
    this.zone = zone;
  }
  /** Microseconds since 1970 as the clock shows them, whatever the zone. */
  get local(): bigint {
    return BigInt(dayNumber(this.civil)) * DAY + BigInt(microsecondsOf(this.clock));
  }
  /** Microseconds since 1970 in UTC; a moment without a zone counts as UTC. */
  get universal(): bigint {
    return this.local - BigInt(this.zone?.offset ?? 0) * 1_000_000n;
  }
  override str(): string {
    return this.#iso(" ", "auto");
  }
  override repr(): string {
    const { year, month, day } = this.civil;
    const zone = this.zone ? `, tzinfo=${this.zone.repr()}` : "";
    return `datetime.datetime(${[year, month, day, ...clockArguments(this.clock)].join(", ")}${zone})`;
  }
  override attribute(name: string): Value | undefined {
    const part = CLOCK_PARTS.find((it) => it === name);
    if (part) return this.clock[part];
    if (name === "tzinfo") return this.zone ?? null;
    if (name === "fold") return 0;
    return this.#method(name) ?? dateAttribute(name, this.civil);
  }
  override equals(other: Value): boolean {
    if (!(other instanceof DateTime) || (other.zone === undefined) !== (this.zone === undefined)) return false;
    return other.universal === this.universal;
  }
  override order(other: Value): number | undefined {
    if (other instanceof CalendarDate)
      throw new PyError("TypeError", "can't compare datetime.datetime to datetime.date");
    if (!(other instanceof DateTime)) return undefined;
    if ((other.zone === undefined) !== (this.zone === undefined))
      throw new PyError("TypeError", "can't compare offset-naive and offset-aware datetimes");
    return Number(this.universal - other.universal);
  }
  override hashed(): string {
    return `datetime${this.universal}`;
  }
  override formatted(spec: string): string {
    return strftime(spec, this);
  }
  override operate(operator: string, other: Value, side: "left" | "right"): Value | undefined {
    if (operator === "+" && other instanceof TimeDelta) return momentAt(this.local + other.microseconds, this.zone);
    if (operator !== "-" || side === "right") return undefined;
    if (other instanceof TimeDelta) return momentAt(this.local - other.microseconds, this.zone);
    if (!(other instanceof DateTime)) return undefined;
    if ((other.zone === undefined) !== (this.zone === undefined))
      throw new PyError("TypeError", "can't subtract offset-naive and offset-aware datetimes");
    return new TimeDelta(this.universal - other.universal);
  }
  #iso(separator: string, timespec: string): string {
    return (
      civilText(this.civil) +
      separator +
      clockText(this.clock, timespec) +
      (this.zone ? offsetText(this.zone.offset) : "")
    );
  }
  #method(name: string): Value | undefined {
    const { hour, minute, second } = this.clock;
    return functions({
      isoformat: (positional, keyword) => {
        const [separator = "T", timespec = "auto"] = bind("isoformat", ["sep", "timespec"], positional, keyword);
        return this.#iso(str(separator), str(timespec));
      },
      strftime: ([format = null]) => strftime(asText(format, "strftime() argument 1"), this),
      date: () => new CalendarDate(this.civil),
      time: () => new ClockTime(this.clock),
      timetz: () => new ClockTime(this.clock, this.zone),
      timestamp: () => new PyFloat(ratio(this.zone ? this.universal : this.#systemUniversal(), 1_000_000n)),
      utcoffset: () => (this.zone ? new TimeDelta(BigInt(this.zone.offset) * 1_000_000n) : null),
      tzname: () => this.zone?.abbreviation ?? null,
      ctime: () => ctime(this.civil, this.clock),
      timetuple: () => timeTuple(this.civil, hour, minute, second),
      utctimetuple: () => {
        const { civil, clock } = momentAt(this.universal, undefined);
        return timeTuple(civil, clock.hour, clock.minute, clock.second);
      },
      astimezone: ([zone = null]) =>
        inZone(this.zone ? this.universal : this.#systemUniversal(), zoneFrom(zone) ?? plainUtc),
      replace: (positional, keyword) => this.#replaced(bind("replace", PARTS, positional, keyword)),
    }).get(name);
  }
  #replaced(bound: readonly (Value | undefined)[]): DateTime {
    const zone = bound[7] === undefined ? this.zone : zoneFrom(bound[7]);
    return new DateTime(civilFrom(bound, this.civil), clockFrom(bound.slice(3), this.clock), zone);
  }
  // Without a zone a moment is meant in the system's own.
  #systemUniversal(): bigint {
    const { year, month, day } = this.civil;
    const { hour, minute, second } = this.clock;
    const date = new Date(2000, month - 1, day, hour, minute, second);
    date.setFullYear(year, month - 1, day);
    return BigInt(date.getTime()) * 1000n + BigInt(this.clock.microsecond);
  }
}

/** The parameters of `datetime(…)` and `replace(…)`. */
export const PARTS: readonly string[] = ["year", "month", "day", ...CLOCK_PARTS, "tzinfo"];

/** The moment whose clock shows so many microseconds since 1970. */
export function momentAt(local: bigint, zone: Zone | undefined): DateTime {
  const rest = ((local % DAY) + DAY) % DAY;
  return new DateTime(civilOf(Number((local - rest) / DAY)), clockOf(Number(rest)), zone);
}

/** The moment so many microseconds after 1970 in UTC, as the clocks of a zone show it. */
export function inZone(universal: bigint, zone: Zone): DateTime {
  const there = zone.at(Math.floor(Number(universal) / 1_000_000));
  return momentAt(universal + BigInt(there.offset) * 1_000_000n, there);
}

import { asCount, bind } from "../arguments.ts";
import { str } from "../text.ts";
import { HostObject, PyError, type Value } from "../values.ts";
import { digits } from "./calendar.ts";
import { functions, HostType } from "./host-type.ts";
import { strftime } from "./strftime.ts";
import { TimeDelta } from "./timedelta.ts";
import { offsetText, type Zone, zoneFrom } from "./zone.ts";

/** Hours to microseconds. */
export interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
}

export const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0, microsecond: 0 };

/** The names of a clock's parts, in the order of Python's constructors. */
export const CLOCK_PARTS = ["hour", "minute", "second", "microsecond"] as const;

/** Microseconds since midnight. */
export function microsecondsOf({ hour, minute, second, microsecond }: Clock): number {
  return ((hour * 60 + minute) * 60 + second) * 1_000_000 + microsecond;
}

/** The clock at so many microseconds after midnight. */
export function clockOf(microseconds: number): Clock {
  const seconds = Math.floor(microseconds / 1_000_000);
  return {
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    microsecond: microseconds % 1_000_000,
  };
}

/** Checks the parts of a clock as Python's constructors do, with their words. */
export function checkedClock(clock: Clock): Clock {
  for (const part of CLOCK_PARTS) {
    const most = { hour: 23, minute: 59, second: 59, microsecond: 999_999 }[part];
    if (clock[part] < 0 || clock[part] > most) throw new PyError("ValueError", `${part} must be in 0..${most}`);
  }
  return clock;
}

/** `10:11:12`, with microseconds where there are any, or as `timespec` says. */
export function clockText(clock: Clock, timespec = "auto"): string {
  const [hour, minute, second] = [clock.hour, clock.minute, clock.second].map((it) => digits(it, 2));
  switch (timespec) {
    case "auto":
      return `${hour}:${minute}:${second}${clock.microsecond ? `.${digits(clock.microsecond, 6)}` : ""}`;
    case "hours":
      return `${hour}`;
    case "minutes":
      return `${hour}:${minute}`;
    case "seconds":
      return `${hour}:${minute}:${second}`;
    case "milliseconds":
      return `${hour}:${minute}:${second}.${digits(Math.floor(clock.microsecond / 1000), 3)}`;
    case "microseconds":
      return `${hour}:${minute}:${second}.${digits(clock.microsecond, 6)}`;
    default:
      throw new PyError("ValueError", "Unknown timespec value");
  }
}

/** The arguments of a repr: trailing zeros are left out as Python leaves them. */
export function clockArguments({ hour, minute, second, microsecond }: Clock): readonly number[] {
  if (microsecond) return [hour, minute, second, microsecond];
  return second ? [hour, minute, second] : [hour, minute];
}

/** Python's `datetime.time`. */
export class ClockTime extends HostObject {
  readonly typeName = "datetime.time";
  readonly clock: Clock;
  readonly zone: Zone | undefined;
  constructor(clock: Clock, zone?: Zone) {
    super();
    this.clock = checkedClock(clock);
    this.zone = zone;
  }
  override str(): string {
    return clockText(this.clock) + (this.zone ? offsetText(this.zone.offset) : "");
  }
  override repr(): string {
    const zone = this.zone ? `, tzinfo=${this.zone.repr()}` : "";
    return `datetime.time(${clockArguments(this.clock).join(", ")}${zone})`;
  }
  override attribute(name: string): Value | undefined {
    const part = CLOCK_PARTS.find((it) => it === name);
    if (part) return this.clock[part];
    if (name === "tzinfo") return this.zone ?? null;
    return functions({
      isoformat: (positional, keyword) => {
        const [timespec = "auto"] = bind("isoformat", ["timespec"], positional, keyword);
        return clockText(this.clock, str(timespec)) + (this.zone ? offsetText(this.zone.offset) : "");
      },
      utcoffset: () => (this.zone ? new TimeDelta(BigInt(this.zone.offset) * 1_000_000n) : null),
      tzname: () => this.zone?.abbreviation ?? null,
      strftime: ([format = null]) =>
        strftime(format, { civil: { year: 1900, month: 1, day: 1 }, clock: this.clock, zone: this.zone }),
      replace: (positional, keyword) => {
        const bound = bind("replace", [...CLOCK_PARTS, "tzinfo"], positional, keyword);
        return new ClockTime(clockFrom(bound, this.clock), bound[4] === undefined ? this.zone : zoneFrom(bound[4]));
      },
    }).get(name);
  }
  override equals(other: Value): boolean {
    return other instanceof ClockTime && this.order(other) === 0;
  }
  override order(other: Value): number | undefined {
    if (!(other instanceof ClockTime)) return undefined;
    const shift = ((this.zone?.offset ?? 0) - (other.zone?.offset ?? 0)) * 1_000_000;
    return microsecondsOf(this.clock) - microsecondsOf(other.clock) - shift;
  }
  override hashed(): string {
    return `time${microsecondsOf(this.clock) - (this.zone?.offset ?? 0) * 1_000_000}`;
  }
  override formatted(spec: string): string {
    return strftime(spec, { civil: { year: 1900, month: 1, day: 1 }, clock: this.clock, zone: this.zone });
  }
}

/** The clock that the first four arguments say; what is left out is taken from `otherwise`. */
export function clockFrom(
  [hour, minute, second, microsecond]: readonly (Value | undefined)[],
  otherwise: Clock,
): Clock {
  return checkedClock({
    hour: asCount(hour, otherwise.hour),
    minute: asCount(minute, otherwise.minute),
    second: asCount(second, otherwise.second),
    microsecond: asCount(microsecond, otherwise.microsecond),
  });
}

/** The class `time` of `modules.datetime`. */
export const timeType = new HostType(
  "datetime.time",
  (positional, keyword) => {
    const bound = bind("time", [...CLOCK_PARTS, "tzinfo"], positional, keyword);
    return new ClockTime(clockFrom(bound, MIDNIGHT), zoneFrom(bound[4]));
  },
  new Map<string, Value>([
    ["min", new ClockTime(MIDNIGHT)],
    ["max", new ClockTime({ hour: 23, minute: 59, second: 59, microsecond: 999_999 })],
  ]),
);

import { asText, bind } from "../arguments.ts";
import { asFloat, isNumeric } from "../numbers.ts";
import { typeName } from "../text.ts";
import { type HostObject, Namespaced, type NativeCall, PyError, type Value } from "../values.ts";
import { ClockTime, clockFrom, clockOf, MIDNIGHT, timeType } from "./clock-time.ts";
import { CalendarDate, dateConstructors, dateType, requireCivil } from "./date.ts";
import { functions, HostType } from "./host-type.ts";
import { readIsoMoment } from "./isoformat.ts";
import { DateTime, inZone, momentAt, PARTS } from "./moment.ts";
import { strptime } from "./strptime.ts";
import { timedeltaType } from "./timedelta.ts";
import { Zone, zoneFrom } from "./zone.ts";

/** dbt's `modules.datetime`: `date`, `datetime`, `time`, `timedelta` and `tzinfo`. What is now, the clock says. */
export function datetimeModule(clock: () => Date): HostObject {
  const members = new Map<string, Value>([
    ["date", dateType(clock)],
    ["datetime", datetimeType(clock)],
    ["time", timeType],
    ["timedelta", timedeltaType],
    ["tzinfo", new HostType("datetime.tzinfo", () => new Zone({ name: "" }, 0, ""), new Map())],
  ]);
  return new Namespaced("module", (name) => members.get(name));
}

function universalNow(clock: () => Date): bigint {
  return BigInt(clock().getTime()) * 1000n;
}

/** The local time of the machine, as `datetime.now()` gives it. */
function localNow(clock: () => Date): DateTime {
  return systemLocal(clock());
}

function systemLocal(date: Date): DateTime {
  return new DateTime(
    { year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate() },
    {
      hour: date.getHours(),
      minute: date.getMinutes(),
      second: date.getSeconds(),
      microsecond: date.getMilliseconds() * 1000,
    },
  );
}

function seconds(value: Value | undefined): number {
  if (value !== undefined && isNumeric(value)) return asFloat(value);
  throw new PyError("TypeError", `an integer is required (got type ${typeName(value ?? null)})`);
}

function datetimeType(clock: () => Date): HostType {
  const now: NativeCall = (positional, keyword) => {
    const [zone] = bind("now", ["tz"], positional, keyword);
    const given = zoneFrom(zone);
    return given ? inZone(universalNow(clock), given) : localNow(clock);
  };
  const fromTimestamp: NativeCall = (positional, keyword) => {
    const [timestamp, zone] = bind("fromtimestamp", ["timestamp", "tz"], positional, keyword, 1);
    const given = zoneFrom(zone);
    const microseconds = Math.round(seconds(timestamp) * 1_000_000);
    if (given) return inZone(BigInt(microseconds), given);
    const { civil, clock: whole } = systemLocal(new Date(Math.floor(microseconds / 1000)));
    const microsecond = ((microseconds % 1_000_000) + 1_000_000) % 1_000_000;
    return new DateTime(civil, { ...whole, microsecond });
  };
  const members = functions({
    ...dateConstructors((civil) => new DateTime(civil, MIDNIGHT)),
    now,
    today: () => localNow(clock),
    utcnow: () => momentAt(universalNow(clock), undefined),
    fromtimestamp: fromTimestamp,
    utcfromtimestamp: ([timestamp]) => momentAt(BigInt(Math.round(seconds(timestamp) * 1_000_000)), undefined),
    strptime: ([text, format]) => {
      const {
        civil,
        clock: read,
        zone,
      } = strptime(asText(text, "strptime() argument 1"), asText(format, "strptime() argument 2"));
      return new DateTime(civil, read, zone);
    },
    fromisoformat: ([text]) => {
      const { civil, clock: read, zone } = readIsoMoment(asText(text, "fromisoformat: argument"));
      return new DateTime(civil, read, zone);
    },
    combine: ([date = null, time = null]) => {
      const day = date instanceof CalendarDate || date instanceof DateTime ? date.civil : undefined;
      if (!day || !(time instanceof ClockTime)) throw new PyError("TypeError", "combine() needs a date and a time");
      return new DateTime(day, time.clock, time.zone);
    },
  });
  members.set("min", new DateTime({ year: 1, month: 1, day: 1 }, MIDNIGHT));
  members.set("max", new DateTime({ year: 9999, month: 12, day: 31 }, clockOf(86_399_999_999)));
  const construct: NativeCall = (positional, keyword) => {
    const bound = bind("datetime", PARTS, positional, keyword);
    return new DateTime(requireCivil(bound), clockFrom(bound.slice(3), MIDNIGHT), zoneFrom(bound[7]));
  };
  return new HostType("datetime.datetime", construct, members);
}

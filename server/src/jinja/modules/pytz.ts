import { asText } from "../arguments.ts";
import { quoted } from "../text.ts";
import { type HostObject, Namespaced, NativeFunction, PyError, PyList, type Value } from "../values.ts";
import { dayNumber, digits } from "./calendar.ts";
import { functions } from "./host-type.ts";
import { DateTime, inZone } from "./moment.ts";
import { fixedZone, Zone } from "./zone.ts";

const LOCALES = ["en-US", "en-GB", "en-AU", "en-IN", "en-CA", "en-NZ", "en-ZA"];

/** dbt's `modules.pytz`. The rules of the zones are those that the JavaScript runtime knows. */
export function pytzModule(): HostObject {
  const names = () => new PyList([...Intl.supportedValuesOf("timeZone"), "UTC"]);
  const members = new Map<string, Value>([
    ["utc", utc],
    ["timezone", new NativeFunction("timezone", ([name]) => zoneNamed(asText(name, "zone")))],
    ["FixedOffset", new NativeFunction("FixedOffset", ([minutes]) => fixedZone(Number(minutes) * 60))],
    ["all_timezones", names()],
    ["common_timezones", names()],
  ]);
  return new Namespaced("module", (name) => members.get(name));
}

function localizing(place: (moment: DateTime) => DateTime): (zone: Zone, name: string) => Value | undefined {
  return (zone, name) =>
    functions({
      localize: ([moment = null]) => {
        if (!(moment instanceof DateTime)) throw new PyError("TypeError", "localize() needs a datetime");
        if (moment.zone) throw new PyError("ValueError", "Not naive datetime (tzinfo is already set)");
        return place(moment);
      },
      normalize: ([moment = null]) => {
        if (!(moment instanceof DateTime)) throw new PyError("TypeError", "normalize() needs a datetime");
        if (!moment.zone) throw new PyError("ValueError", "Naive time - no tzinfo set");
        return inZone(moment.universal, zone);
      },
    }).get(name);
}

const utc: Zone = new Zone(
  {
    name: "UTC",
    repr: () => "<UTC>",
    attribute: localizing((moment) => new DateTime(moment.civil, moment.clock, utc)),
  },
  0,
  "UTC",
);

function zoneNamed(name: string): Zone {
  if (/^(?:utc|etc\/utc|zulu)$/i.test(name)) return utc;
  const known = canonical(name);
  if (known === undefined) throw new PyError("UnknownTimeZoneError", quoted(name));
  const source = {
    name: known,
    at: (seconds: number) => zoneAt(seconds),
    repr: (zone: Zone) =>
      `<DstTzInfo ${quoted(known)} ${zone.abbreviation}${offsetAsDelta(zone.offset)} ${isSummer(known, zone) ? "DST" : "STD"}>`,
    attribute: localizing((moment) => placed(moment, zoneAt)),
  };
  const zoneAt = (seconds: number): Zone => new Zone(source, offsetAt(known, seconds), abbreviationAt(known, seconds));
  // Long before any zone had rules: the local mean time, which pytz rounds to the minute.
  const early = Math.round(offsetAt(known, -4_000_000_000) / 60) * 60;
  return new Zone(source, early, "LMT");
}

function canonical(name: string): string | undefined {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
  } catch (error) {
    // This is how the runtime says that it knows no such zone.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  const parts = name.split("/").map((it) => (it === it.toLowerCase() ? it.charAt(0).toUpperCase() + it.slice(1) : it));
  return parts.join("/");
}

// The local clock is read with the offset of a day before; where that is no longer right, with the one that holds then.
function placed(moment: DateTime, zoneAt: (seconds: number) => Zone): DateTime {
  const local = Math.floor(Number(moment.local) / 1_000_000);
  const before = zoneAt(local - 86_400);
  const after = zoneAt(local + 86_400);
  const fits = [after, before].find((it) => zoneAt(local - it.offset).offset === it.offset);
  const standard = before.offset < after.offset ? before : after;
  return new DateTime(moment.civil, moment.clock, fits ?? standard);
}

function offsetAt(name: string, seconds: number): number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: name,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const parts = new Map(format.formatToParts(seconds * 1000).map((it) => [it.type, Number(it.value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const days = dayNumber({ year: part("year"), month: part("month"), day: part("day") });
  return days * 86_400 + part("hour") * 3600 + part("minute") * 60 + part("second") - seconds;
}

// Each English locale knows the abbreviations of its own part of the world.
function abbreviationAt(name: string, seconds: number): string {
  for (const locale of LOCALES) {
    const format = new Intl.DateTimeFormat(locale, { timeZone: name, timeZoneName: "short" });
    const found = format.formatToParts(seconds * 1000).find((it) => it.type === "timeZoneName")?.value;
    if (found && !/\d/.test(found)) return found;
  }
  const offset = offsetAt(name, seconds);
  const minutes = Math.abs(offset) % 3600 === 0 ? "" : digits((Math.abs(offset) / 60) % 60, 2);
  return `${offset < 0 ? "-" : "+"}${digits(Math.floor(Math.abs(offset) / 3600), 2)}${minutes}`;
}

function isSummer(name: string, zone: Zone): boolean {
  if (zone.abbreviation === "LMT") return false;
  const offsets = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((month) =>
    offsetAt(name, Date.UTC(2020, month, 1) / 1000),
  );
  return zone.offset > Math.min(...offsets);
}

function offsetAsDelta(offset: number): string {
  const days = Math.floor(offset / 86_400);
  const rest = offset - days * 86_400;
  const clock = `${Math.floor(rest / 3600)}:${digits(Math.floor(rest / 60) % 60, 2)}:${digits(rest % 60, 2)}`;
  if (days !== 0) return `${days} day, ${clock}`;
  return offset === 0 ? clock : `+${clock}`;
}

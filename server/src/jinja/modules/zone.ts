import { typeName } from "../text.ts";
import { HostObject, PyError, type Value } from "../values.ts";
import { digits } from "./calendar.ts";

/**
 * A tzinfo: an offset from UTC with a name.
 *
 * As in pytz, a zone with daylight saving is several of them, and `at` finds the one that holds at a
 * moment; the zone itself, before any date has been placed in it, has its first known offset.
 */
export class Zone extends HostObject {
  readonly typeName = "tzinfo";
  /** Seconds east of UTC. */
  readonly offset: number;
  /** What `%Z` prints. */
  readonly abbreviation: string;
  readonly #source: ZoneSource;
  constructor(source: ZoneSource, offset: number, abbreviation: string) {
    super();
    this.#source = source;
    this.offset = offset;
    this.abbreviation = abbreviation;
  }
  get name(): string {
    return this.#source.name;
  }
  /** The zone's offset at so many seconds since 1970 in UTC. */
  at(seconds: number): Zone {
    return this.#source.at?.(seconds) ?? this;
  }
  override str(): string {
    return this.name;
  }
  override repr(): string {
    return this.#source.repr?.(this) ?? this.name;
  }
  override equals(other: Value): boolean {
    return other instanceof Zone && other.name === this.name && other.offset === this.offset;
  }
  override attribute(name: string): Value | undefined {
    return name === "zone" ? this.name : this.#source.attribute?.(this, name);
  }
}

/** Where the parts of a zone come from. */
export interface ZoneSource {
  readonly name: string;
  readonly at?: (seconds: number) => Zone;
  readonly repr?: (zone: Zone) => string;
  readonly attribute?: (zone: Zone, name: string) => Value | undefined;
}

/** `+05:30`, with seconds where there are any. */
export function offsetText(offset: number, separator = ":"): string {
  const magnitude = Math.abs(offset);
  const parts = [Math.floor(magnitude / 3600), Math.floor(magnitude / 60) % 60];
  if (magnitude % 60 !== 0) parts.push(magnitude % 60);
  return (offset < 0 ? "-" : "+") + parts.map((it) => digits(it, 2)).join(separator);
}

/** UTC as `datetime.timezone.utc` is. */
export const plainUtc = new Zone({ name: "UTC", repr: () => "datetime.timezone.utc" }, 0, "UTC");

/** A fixed offset as `fromisoformat` and `%z` read it. */
export function fixedZone(offset: number): Zone {
  if (offset === 0) return plainUtc;
  const name = `UTC${offsetText(offset)}`;
  const days = Math.floor(offset / 86_400);
  const parts = [...(days === 0 ? [] : [`days=${days}`]), `seconds=${offset - days * 86_400}`];
  return new Zone({ name, repr: () => `datetime.timezone(datetime.timedelta(${parts.join(", ")}))` }, offset, name);
}

/** A tzinfo argument: a zone, None or nothing. */
export function zoneFrom(value: Value | undefined): Zone | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Zone) return value;
  throw new PyError("TypeError", `tzinfo argument must be None or of a tzinfo subclass, not type '${typeName(value)}'`);
}

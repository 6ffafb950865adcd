import { bind } from "../arguments.ts";
import { ratio } from "../arithmetic.ts";
import { asFloat, asInteger, integer, isIntegral, isNumeric } from "../numbers.ts";
import { pythonRound } from "../rounding.ts";
import { typeName } from "../text.ts";
import { HostObject, PyError, PyFloat, type Value } from "../values.ts";
import { digits } from "./calendar.ts";
import { functions, HostType } from "./host-type.ts";

const DAY = 86_400_000_000n;
const SECOND = 1_000_000n;
const MOST = 1_000_000_000n * DAY;

/** Python's `datetime.timedelta`: a length of time, exact to the microsecond. */
export class TimeDelta extends HostObject {
  readonly typeName = "datetime.timedelta";
  readonly microseconds: bigint;
  constructor(microseconds: bigint) {
    super();
    const days = floorDivided(microseconds, DAY);
    if (microseconds >= MOST || microseconds <= -MOST)
      throw new PyError("OverflowError", `days=${days}; must have magnitude <= 999999999`);
    this.microseconds = microseconds;
  }
  get days(): number {
    return Number(floorDivided(this.microseconds, DAY));
  }
  get #secondsOfDay(): number {
    return Number((this.microseconds - BigInt(this.days) * DAY) / SECOND);
  }
  get #rest(): number {
    return Number(this.microseconds - floorDivided(this.microseconds, SECOND) * SECOND);
  }
  override str(): string {
    const seconds = this.#secondsOfDay;
    const days = this.days === 0 ? "" : `${this.days} day${Math.abs(this.days) === 1 ? "" : "s"}, `;
    const fraction = this.#rest === 0 ? "" : `.${digits(this.#rest, 6)}`;
    const clock = `${Math.floor(seconds / 3600)}:${digits(Math.floor(seconds / 60) % 60, 2)}:${digits(seconds % 60, 2)}`;
    return days + clock + fraction;
  }
  override repr(): string {
    const parts = [
      ["days", this.days],
      ["seconds", this.#secondsOfDay],
      ["microseconds", this.#rest],
    ].filter(([, value]) => value !== 0);
    return `datetime.timedelta(${parts.map(([name, value]) => `${name}=${value}`).join(", ") || "0"})`;
  }
  override attribute(name: string): Value | undefined {
    if (name === "days") return this.days;
    if (name === "seconds") return this.#secondsOfDay;
    if (name === "microseconds") return this.#rest;
    return functions({ total_seconds: () => new PyFloat(ratio(this.microseconds, SECOND)) }).get(name);
  }
  override truthy(): boolean {
    return this.microseconds !== 0n;
  }
  override equals(other: Value): boolean {
    return other instanceof TimeDelta && other.microseconds === this.microseconds;
  }
  override order(other: Value): number | undefined {
    return other instanceof TimeDelta ? Number(this.microseconds - other.microseconds) : undefined;
  }
  override hashed(): string {
    return `timedelta${this.microseconds}`;
  }
  override operate(operator: string, other: Value, side: "left" | "right"): Value | undefined {
    if (operator === "neg") return new TimeDelta(-this.microseconds);
    if (operator === "abs") return new TimeDelta(this.microseconds < 0n ? -this.microseconds : this.microseconds);
    if (other instanceof TimeDelta) return side === "left" ? onDeltas(operator, this, other) : undefined;
    if (operator === "*" && isNumeric(other)) return this.#times(other);
    if (side === "right" || !isNumeric(other)) return undefined;
    if (operator === "//" && isIntegral(other)) return new TimeDelta(floorDivided(this.microseconds, divisor(other)));
    return operator === "/" ? this.#dividedBy(other) : undefined;
  }
  #times(factor: number | bigint | boolean | PyFloat): TimeDelta {
    if (isIntegral(factor)) return new TimeDelta(this.microseconds * BigInt(asInteger(factor)));
    return new TimeDelta(roundedMicroseconds(Number(this.microseconds) * factor.value));
  }
  #dividedBy(by: number | bigint | boolean | PyFloat): TimeDelta {
    if (isIntegral(by)) return new TimeDelta(roundedMicroseconds(ratio(this.microseconds, divisor(by))));
    if (by.value === 0) throw new PyError("ZeroDivisionError", "float division by zero");
    return new TimeDelta(roundedMicroseconds(Number(this.microseconds) / by.value));
  }
}

function divisor(value: number | bigint | boolean): bigint {
  const by = BigInt(asInteger(value));
  if (by === 0n) throw new PyError("ZeroDivisionError", "integer division or modulo by zero");
  return by;
}

function onDeltas(operator: string, left: TimeDelta, right: TimeDelta): Value | undefined {
  const [a, b] = [left.microseconds, right.microseconds];
  if (operator === "+") return new TimeDelta(a + b);
  if (operator === "-") return new TimeDelta(a - b);
  if (b === 0n && ["/", "//", "%"].includes(operator))
    throw new PyError(
      "ZeroDivisionError",
      { "/": "division by zero", "%": "integer modulo by zero" }[operator] ?? "integer division or modulo by zero",
    );
  if (operator === "/") return new PyFloat(ratio(a, b));
  if (operator === "//") return integer(floorDivided(a, b));
  return operator === "%" ? new TimeDelta(a - floorDivided(a, b) * b) : undefined;
}

function floorDivided(above: bigint, below: bigint): bigint {
  const quotient = above / below;
  return above % below !== 0n && above < 0n !== below < 0n ? quotient - 1n : quotient;
}

function roundedMicroseconds(value: number): bigint {
  if (!Number.isFinite(value)) throw new PyError("OverflowError", "cannot convert float infinity to integer");
  const rounded = pythonRound(new PyFloat(value), 0);
  return BigInt(rounded instanceof PyFloat ? rounded.value : 0);
}

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ["days", DAY],
  ["seconds", SECOND],
  ["microseconds", 1n],
  ["milliseconds", 1000n],
  ["minutes", 60n * SECOND],
  ["hours", 3600n * SECOND],
  ["weeks", 7n * DAY],
]);

/** The class `timedelta` of `modules.datetime`. */
export const timedeltaType = new HostType(
  "datetime.timedelta",
  (positional, keyword) => {
    const names = [...UNITS.keys()];
    const bound = bind("timedelta", names, positional, keyword);
    let whole = 0n;
    let fraction = 0;
    names.forEach((name, at) => {
      const value = bound[at];
      const unit = UNITS.get(name) ?? 1n;
      if (value === undefined) return;
      if (!isNumeric(value))
        throw new PyError("TypeError", `unsupported type for timedelta ${name} component: ${typeName(value)}`);
      if (isIntegral(value)) whole += BigInt(asInteger(value)) * unit;
      else fraction += asFloat(value) * Number(unit);
    });
    return new TimeDelta(whole + roundedMicroseconds(fraction));
  },
  new Map<string, Value>([
    ["min", new TimeDelta(-999_999_999n * DAY)],
    ["max", new TimeDelta(MOST - 1n)],
    ["resolution", new TimeDelta(1n)],
  ]),
);

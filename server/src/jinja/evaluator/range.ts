import { asInteger, clamped, isIntegral } from "../numbers.ts";
import { typeName } from "../text.ts";
import { HostObject, NativeFunction, PyError, type Value } from "../values.ts";
import { Overrun } from "./limits.ts";

/** Jinja2's sandbox makes no longer ones. */
const LONGEST = 100_000;

/** Python's `range`: its numbers are made one by one, when they are asked for. */
class Range extends HostObject {
  readonly typeName = "range";
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  constructor(start: number, stop: number, step: number) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
  }
  override str(): string {
    const bounds = `${this.start}, ${this.stop}`;
    return this.step === 1 ? `range(${bounds})` : `range(${bounds}, ${this.step})`;
  }
  override length(): number {
    return Math.max(0, Math.ceil((this.stop - this.start) / this.step));
  }
  override truthy(): boolean {
    return this.length() > 0;
  }
  override *iterate(): IterableIterator<number> {
    for (let at = 0, end = this.length(); at < end; at++) yield this.start + at * this.step;
  }
  override item(key: Value): Value | undefined {
    if (!isIntegral(key)) return undefined;
    const given = clamped(asInteger(key));
    const index = given < 0 ? given + this.length() : given;
    return index >= 0 && index < this.length() ? this.start + index * this.step : undefined;
  }
  override attribute(name: string): Value | undefined {
    if (name === "start") return this.start;
    if (name === "stop") return this.stop;
    return name === "step" ? this.step : undefined;
  }
  override equals(other: Value): boolean {
    if (!(other instanceof Range) || other.length() !== this.length()) return false;
    if (this.length() === 0) return true;
    return this.start === other.start && (this.length() === 1 || this.step === other.step);
  }
}

/** `range([start,] stop[, step])`, no longer than the sandbox allows. */
export const range = new NativeFunction("range", (positional, keyword) => {
  if (keyword.size > 0) throw new PyError("TypeError", "range() takes no keyword arguments");
  if (positional.length === 0) throw new PyError("TypeError", "range expected at least 1 argument, got 0");
  if (positional.length > 3)
    throw new PyError("TypeError", `range expected at most 3 arguments, got ${positional.length}`);
  const [first = 0, second, step = 1] = positional.map(whole);
  if (step === 0) throw new PyError("ValueError", "range() arg 3 must not be zero");
  const made = second === undefined ? new Range(0, first, step) : new Range(first, second, step);
  if (made.length() > LONGEST)
    throw new Overrun(`Range too big. The sandbox blocks ranges larger than MAX_RANGE (${LONGEST}).`, "of Jinja2");
  return made;
});

function whole(value: Value): number {
  if (isIntegral(value)) return clamped(asInteger(value));
  throw new PyError("TypeError", `'${typeName(value)}' object cannot be interpreted as an integer`);
}

import { moment, worked } from "../../base/stopwatch.ts";
import type { Limits } from "../interpreter.ts";

const DEFAULTS: Limits = { steps: 5_000_000, depth: 200, size: 20_000_000, time: 1_500 };

/** How many steps pass between two looks at the clock. */
const STRIDE = 2_000;

/** All values that a render makes may together be this many times as large as the largest single one. */
const TURNOVER = 20;

/** Making this many characters or items counts as a step, so that the clock is looked at in between. */
const SIZE_OF_STEP = 1_000;

/** Ends a render that went beyond its bounds; becomes its one `limit` problem. */
export class Overrun extends Error {
  /** Whose limit it is: past one of ours dbt would go on. */
  readonly limit: "ours" | "of Jinja2";
  constructor(message: string, limit: Overrun["limit"] = "ours") {
    super(message);
    this.limit = limit;
  }
}

/** Counts what one render has used of its limits, and throws an `Overrun` at the first that is spent. */
export class Meter {
  readonly limits: Limits;
  readonly #started = moment();
  #stepsLeft: number;
  #stride = 0;
  #produced = 0;
  #depth = 0;

  constructor(limits: Partial<Limits> | undefined) {
    this.limits = { ...DEFAULTS, ...limits };
    this.#stepsLeft = this.limits.steps;
  }

  /** One step; kept this small because every node that is evaluated comes by. */
  step(): void {
    if (--this.#stride < 0) this.#look();
  }

  /** `steps` of work, and a value of `size` code units or items that is about to be made. */
  charge(steps: number, size: number): void {
    if (size > this.limits.size)
      throw new Overrun(
        `A value of this template would be larger than ${shown(this.limits.size)} characters or items.`,
      );
    this.#produced += size;
    if (this.#produced > this.limits.size * TURNOVER)
      throw new Overrun(
        `The values of this template add up to more than ${shown(this.limits.size * TURNOVER)} characters.`,
      );
    this.#stride -= steps + size / SIZE_OF_STEP;
    if (this.#stride < 0) this.#look();
  }

  /** Text of this length has been printed in one place. */
  printed(length: number): void {
    if (length > this.limits.size)
      throw new Overrun(`This template prints more than ${shown(this.limits.size)} characters.`);
  }

  /** How many calls are under way; set back by whoever catches something thrown out of them. */
  get depth(): number {
    return this.#depth;
  }
  set depth(depth: number) {
    if (depth > this.limits.depth)
      throw new Overrun(
        `Calls are nested more than ${shown(this.limits.depth)} deep here; is this a macro that calls itself without end?`,
        "of Jinja2",
      );
    this.#depth = depth;
  }

  #look(): void {
    this.#stepsLeft += this.#stride;
    if (this.#stepsLeft < 0)
      throw new Overrun(`This template takes more than ${shown(this.limits.steps)} steps; is this a loop without end?`);
    // Asking for the processor's time is dear, and it is never more than the clock's.
    if (performance.now() - this.#started.wall > this.limits.time && worked(this.#started) > this.limits.time)
      throw new Overrun(
        `This template takes longer than ${Number((this.limits.time / 1000).toFixed(1))} seconds; is this a loop without end?`,
      );
    this.#stride = Math.min(this.#stepsLeft, STRIDE);
    this.#stepsLeft -= this.#stride;
  }
}

function shown(count: number): string {
  return count.toLocaleString("en-US");
}

import type { Value } from "../values.ts";

/** dbt's `return(value)` on its way to the macro that it ends. */
export class ReturnSignal {
  readonly value: Value;
  constructor(value: Value) {
    this.value = value;
  }
}

/** An expression that isn't written yet was reached: ends its statement and nothing else, since the parser has reported it. */
class MissingSignal {}

/** The one instance; it carries nothing. */
export const MISSING = new MissingSignal();

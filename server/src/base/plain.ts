/** A value as YAML and `config()` give it: JSON, integers beyond 2^53, and floats that are whole. */
export type Plain =
  | null
  | boolean
  | number
  | bigint
  | string
  | WholeFloat
  | readonly Plain[]
  | { readonly [key: string]: Plain };

/** A float such as `1.0`, which Python doesn't print like the integer `1`. As a number and in JSON it is just that. */
export class WholeFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
  valueOf(): number {
    return this.value;
  }
  toJSON(): number {
    return this.value;
  }
}

/** A float as a plain value. */
export function plainFloat(value: number): number | WholeFloat {
  return Number.isInteger(value) ? new WholeFloat(value) : value;
}

/** Whether a value has keys. */
export function isPlainMap(value: Plain | undefined): value is { readonly [key: string]: Plain } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof WholeFloat);
}

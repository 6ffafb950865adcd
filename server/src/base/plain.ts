/** A value as YAML and `config()` give it: JSON, and integers beyond 2^53. */
export type Plain = null | boolean | number | bigint | string | readonly Plain[] | { readonly [key: string]: Plain };

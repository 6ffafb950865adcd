import type { Charge } from "./values.ts";

/** Counts what is added to a value that is put together part by part: `steps` of work and the size of the part. */
export type Growth = (steps: number, added: number) => void;

/**
 * Charges a growing text before it is too large.
 *
 * A charge is for a whole value; so it is made each time the size has doubled, and what is charged in
 * all stays within twice the final size.
 */
export function growth(charge: Charge): Growth {
  let total = 0;
  let next = 1_000;
  return (steps, added) => {
    total += added;
    if (total < next) charge(steps);
    else {
      charge(steps, total);
      next = total * 2;
    }
  };
}

import type { Location } from "../../base/location.ts";
import type { Globals } from "../interpreter.ts";
import type { CallFrame } from "../output.ts";

/** The file that is being evaluated, what its names mean, and the calls that led into it. */
export interface Place {
  readonly path: string;
  readonly text: string;
  readonly globals: Globals;
  readonly frame: CallFrame | undefined;
  /** Of a text that stands in no file (dbt's `render`): the call that everything in it is blamed on. */
  readonly stand?: Location | undefined;
}

/** Every call on the way to `here`, outermost first, `here` last. */
export function trail(place: Place, here: Location): { readonly at: Location; readonly causes: readonly Location[] } {
  const sites = [here];
  for (let frame = place.frame; frame; frame = frame.caller) sites.push(frame.site);
  const [at = here, ...causes] = sites.reverse();
  return { at, causes: shortened(causes) };
}

/** Of a runaway recursion only both ends are of use. */
function shortened(causes: readonly Location[]): readonly Location[] {
  return causes.length <= 16 ? causes : [...causes.slice(0, 8), ...causes.slice(-8)];
}

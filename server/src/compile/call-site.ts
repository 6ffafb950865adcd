import type { Location } from "../base/location.ts";
import type { CallFrame } from "../jinja/output.ts";

/** A place in the model, and behind it, outermost first, the places in macros that it led to. */
export interface CallSite {
  readonly at: Location;
  readonly causes: readonly Location[];
}

/** What stands at `here`, inside the calls of `frame`, as the model's author sees it. */
export function callSite(here: Location, frame: CallFrame | undefined): CallSite {
  const sites = [here];
  for (let it = frame; it; it = it.caller) sites.push(it.site);
  const [at = here, ...causes] = sites.reverse();
  return { at, causes };
}

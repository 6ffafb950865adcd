import type { Location } from "../base/location.ts";

/** One macro call on the way from the template to what is being printed. */
export interface CallFrame {
  /** The macro called, `package.name` where the package is known. */
  readonly macro: string;
  /** Where it was called. */
  readonly site: Location;
  /** The call that this one happened in; absent when the template itself made it. */
  readonly caller: CallFrame | undefined;
}

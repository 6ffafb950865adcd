import type { Location } from "./location.ts";

/**
 * Something wrong with what the user wrote, as data: never thrown, always placed.
 *
 * - `jinja-syntax`: a template that does not parse, or whose evaluation fails as dbt's would.
 * - `yaml-syntax`: a YAML file that does not parse or has the wrong shape.
 * - `config`: a setting that cannot hold (profile missing, unknown target, …).
 * - `limit`: a template that ran over its bounds.
 */
export interface Problem {
  readonly kind: "jinja-syntax" | "yaml-syntax" | "config" | "limit";
  readonly message: string;
  readonly at: Location;
  /** Where it really comes from, outermost call first, innermost last; the macro's own line among them. */
  readonly causes: readonly Location[];
}

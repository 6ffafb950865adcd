import type { Location } from "./location.ts";

/**
 * Something wrong with what the user wrote, as data: never thrown, always placed.
 *
 * - `jinja-syntax`: a template that does not parse, or whose evaluation fails as dbt's would.
 * - `yaml-syntax`: a YAML file that does not parse or has the wrong shape.
 * - `config`: a setting that cannot hold (properties given twice, a version that isn't there, …).
 * - `profile`: no connection can be read (no profiles.yml, no such profile or target, …).
 * - `unreadable`: a file whose bytes can't be read as text.
 * - `limit`: a template that ran over its bounds.
 */
export interface Problem {
  readonly kind: "jinja-syntax" | "yaml-syntax" | "config" | "profile" | "unreadable" | "limit";
  /** Less than an error: what dbt only warns of, and what another shell or command line may have that this one has not. */
  readonly severity?: "warning" | "info" | undefined;
  readonly message: string;
  readonly at: Location;
  /** Where it really comes from, outermost call first, innermost last; the macro's own line among them. */
  readonly causes: readonly Location[];
}

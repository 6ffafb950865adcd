import type { SourceSpan } from "./span.ts";

/**
 * A stretch of a file of the project.
 *
 * `path` is relative to the project's root with `/` between its parts; a file outside the root
 * (a profiles.yml in the home folder) has its absolute path.
 */
export interface Location {
  readonly path: string;
  readonly span: SourceSpan;
}

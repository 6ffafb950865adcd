import type { Location } from "../base/location.ts";
import type { Problem } from "../base/problem.ts";
import type { RenderedSpan } from "../base/span.ts";
import type { World } from "../base/world.ts";
import type { CallFrame } from "../jinja/output.ts";

/** A model in one world: the SQL that dbt would send, and where each piece of it was written. */
export interface Compiled {
  readonly world: World;
  /** Byte for byte as dbt writes it to target/compiled (UTF-8, no newline added). */
  readonly sql: string;
  /** In order, without gaps: `segments[i].rendered.end` is `segments[i + 1].rendered.start`. */
  readonly segments: readonly Segment[];
  /** `partly-unknown`: some of the text is a placeholder; `error`: dbt would refuse the model. */
  readonly status: "ok" | "partly-unknown" | "error";
  readonly problems: readonly Problem[];
  /** For `partly-unknown`: what is not known, and where it was asked for. */
  readonly unknowns: readonly {
    readonly reason: string;
    readonly at: Location;
    readonly causes: readonly Location[];
  }[];
  /** Every `{{ this }}` (or `this` in a query) that got into the text or into `run_query`. */
  readonly thisUses: readonly ThisUse[];
  /** Every `is_incremental()` that was evaluated, and what it said. */
  readonly incrementalChecks: readonly {
    readonly at: Location;
    readonly causes: readonly Location[];
    readonly result: boolean;
  }[];
  /** Every place where `is_incremental` was used as a value instead of being called. */
  readonly incrementalNames: readonly { readonly at: Location; readonly causes: readonly Location[] }[];
  /** Whether the template looked at something that changes with time or run: a `var()`, `env_var()`, `run_query`, a clock, the existence of its own relation or of one that the project doesn't build (`is_incremental()` not counted). */
  readonly reads: ReadonlySet<"var" | "env_var" | "run_query" | "clock" | "relation">;
}

/**
 * How a stretch of rendered SQL came to be, which decides how far it can be traced back.
 *
 * - `verbatim`: copied from the file, so offsets match one to one.
 * - `printed`: the output of an expression; all of it stands for all of the expression.
 * - `unknown`: a placeholder for what could not be known.
 * - `scaffold`: written by the compiler itself (ephemeral CTEs); it stands for nothing in the file.
 */
export type Segment =
  | {
      readonly kind: "verbatim" | "printed" | "unknown";
      readonly rendered: RenderedSpan;
      /** The file it stands in: the model's, or a macro's. */
      readonly source: Location;
      /** The macro calls that led there; undefined in the model's own text. */
      readonly frame: CallFrame | undefined;
    }
  | { readonly kind: "scaffold"; readonly rendered: RenderedSpan };

export interface ThisUse {
  /** Where it landed in `sql`; undefined for a query that the template itself ran. */
  readonly rendered: RenderedSpan | undefined;
  /** In the model's file: the expression, or the call that led to the macro. */
  readonly at: Location;
  readonly causes: readonly Location[];
}

import type { Location } from "../base/location.ts";
import type { World } from "../base/world.ts";

export type Severity = "error" | "warning" | "info" | "hint";

/** One thing that is wrong, in the model's own file, ready for a terminal or an editor. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** The smallest text whose change cures it. */
  readonly at: Location;
  /** Sentence 1: what is wrong here, with the user's own names. Sentence 2: what happens because of it. */
  readonly message: string;
  /** Where it holds; empty when it has nothing to do with worlds (syntax). */
  readonly worlds: readonly World[];
  /** The macro's line that it really comes from. */
  readonly cause: Location | undefined;
  readonly fixes: readonly Fix[];
}

/** A quick fix. Its title is an instruction. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

export interface Edit {
  readonly at: Location;
  readonly text: string;
}

import type { Subject } from "../analysis/subject.ts";
import type { Location } from "../base/location.ts";
import type { World } from "../base/world.ts";
import type { Compiled } from "../compile/compiled.ts";
import type { Template } from "../jinja/ast.ts";
import type { Node, ProjectSnapshot, SourceFile } from "../project/snapshot.ts";
import type { Fix, Severity } from "./finding.ts";

/** A rule: what it says of itself for the page, its examples, and its check. */
export type Rule = IncrementalRule | ModelRule | FileRule;

interface About {
  /** Read after "allow"; names the pattern, not the cure. For ever: it is in users' files. */
  readonly name: string;
  readonly since: string;
  /** Of most of its findings; a report may say another. */
  readonly severity: Severity;
  /** One sentence of less than 80 characters. */
  readonly summary: string;
  readonly why: string;
  /** Whether its findings come with a quick fix. */
  readonly fix: "always" | "sometimes" | "never";
  /** What it must find: one example for each clause of the rule. */
  readonly bad: readonly BadExample[];
  /** What it must not: one example for each exception. */
  readonly good: readonly Example[];
}

/** Looks at incremental models, once in each of its worlds, where both worlds compiled without an error. */
export interface IncrementalRule extends About {
  readonly looksAt: "incremental-model";
  readonly worlds: readonly World[];
  check(context: IncrementalContext): void;
}

/** Looks at every model, once in each of its worlds, whatever it is materialized as. */
export interface ModelRule extends About {
  readonly looksAt: "model";
  readonly worlds: readonly World[];
  check(context: ModelContext): void;
}

/** Looks at a file of any kind, once. */
export interface FileRule extends About {
  readonly looksAt: "file";
  readonly worlds: readonly [];
  check(context: FileContext): void;
}

export interface FileContext {
  readonly snapshot: ProjectSnapshot;
  readonly file: SourceFile;
  /** Undefined for YAML. */
  readonly template: Template | undefined;
  /** The model, seed or snapshot that the file defines. */
  readonly node: Node | undefined;
  /** Of every rule that there is. */
  readonly ruleNames: ReadonlySet<string>;
  /** What the node compiles to; undefined for a file that is no model. */
  compiled(world: World): Compiled | undefined;
  report(report: Report): void;
}

export interface ModelContext {
  readonly snapshot: ProjectSnapshot;
  readonly node: Node;
  readonly file: SourceFile;
  readonly template: Template;
  readonly world: World;
  readonly compiled: Compiled;
  report(report: Report): void;
}

export interface IncrementalContext extends ModelContext {
  readonly subject: Subject;
}

/** What a rule found. The engine adds the rule's name, severity and world. */
export interface Report {
  /** The smallest text whose change cures it, in the file that is looked at. */
  readonly at: Location;
  readonly message: string;
  readonly severity?: Severity;
  readonly cause?: Location | undefined;
  /** Where it holds, where that is not the world being looked at. */
  readonly worlds?: readonly World[];
  readonly fixes?: readonly Fix[];
}

/**
 * A small project. Carets mark what is found: `^^^^ rule-name worlds`.
 *
 * The models `orders` and `events` and the source `shop.orders` are there unless it has its own.
 */
export interface Example {
  /** The clause of the rule that it shows, as a phrase. */
  readonly clause: string;
  readonly code: string;
  /** DuckDB unless it says another. */
  readonly adapter?: string;
  /** How the model's last run failed, and on which text, where that was another than now. */
  readonly lastRun?: { readonly message: string; readonly text?: string };
}

export interface BadExample extends Example {
  /** Where it isn't the rule's own. */
  readonly severity?: Severity;
  /** Whether `node-sql-parser`'s tree is needed to find it. */
  readonly needsTree?: true;
  /** Titles of quick fixes that it must offer, with the file's text after applying one. */
  readonly fixes?: readonly { readonly title: string; readonly fixed: string }[];
}

/** Gives a rule its type; what it must say is checked by the compiler and by one test over all rules. */
export const defineRule = <R extends Rule>(rule: R): R => rule;

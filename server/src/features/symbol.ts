import type { Location } from "../base/location.ts";
import type { SourceSpan } from "../base/span.ts";
import type { RefCall } from "../project/snapshot.ts";

/** A place in a file of the project. */
export interface FilePosition {
  readonly path: string;
  readonly offset: number;
}

/** What a stretch of a file names, by what it means to dbt. */
export type DbtSymbol = (
  | {
      readonly kind: "ref";
      /** One; several where the name is a variable that takes several values. */
      readonly refs: readonly RefCall[];
    }
  | { readonly kind: "source"; readonly source: string; readonly table: string | undefined }
  /** A macro's name, with its package where it is written; dbt's own names; a variable. */
  | { readonly kind: "name"; readonly name: string }
  /** A setting; `of` is the node that YAML gives it to, undefined where it is the file's own or a folder's. */
  | { readonly kind: "config-key"; readonly key: string; readonly of: RefCall | undefined }
  | { readonly kind: "var"; readonly name: string }
  | { readonly kind: "doc"; readonly packageName: string | undefined; readonly name: string }
  /** A generic test, `dbt_utils.not_constant` or `unique`: used in YAML, or defined by a `test` tag. */
  | { readonly kind: "test"; readonly name: string }
  /** A test of one's own in a file of a test path. */
  | { readonly kind: "singular-test"; readonly name: string }
  /** A column of a model, as YAML names it. */
  | { readonly kind: "column"; readonly of: RefCall; readonly column: string }
) & {
  readonly span: SourceSpan;
};

/** A symbol, and the stretches of text on which a cursor means it. */
export interface Mention {
  readonly symbol: DbtSymbol;
  readonly hits: readonly SourceSpan[];
}

/** A location of a file as a whole. */
export const wholeFile = (path: string): Location => ({ path, span: { start: 0, end: 0 } as SourceSpan });

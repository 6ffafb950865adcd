import type { Plain } from "../base/plain.ts";
import type { Problem } from "../base/problem.ts";
import type { Catalog, RunFailure, SourceFile, SqlTree } from "./snapshot.ts";

/** What the outside gives: everything that a project is computed from, and nothing that is computed. */
export interface ProjectInputs {
  /** Absolute folder that holds dbt_project.yml. */
  readonly root: string;
  /** The files as the disk has them, by path as in `Location`; profiles.yml of the home folder among them. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Paths of `.csv` files; their contents are the database's business. */
  readonly seeds: ReadonlySet<string>;
  readonly settings: ProjectSettings;
  readonly env: { readonly [name: string]: string };
  /** Absolute; where `.dbt/profiles.yml` is looked for last. */
  readonly home: string;
  /** Of files that could not be read; such a file is among `files`, without a text. */
  readonly problems: readonly Problem[];
}

/** What a flag or an editor's setting decides; undefined where the user left it to dbt's own rules. */
export interface ProjectSettings {
  readonly target: string | undefined;
  /** Relative to the project's root, or absolute. */
  readonly profilesDir: string | undefined;
  readonly vars: { readonly [key: string]: Plain };
}

export const NO_SETTINGS: ProjectSettings = { target: undefined, profilesDir: undefined, vars: {} };

/** Something that happened outside; `ProjectHost` turns it into the next snapshot. */
export type Change =
  /** A file on disk; without a text it was deleted. */
  | {
      readonly kind: "disk";
      readonly path: string;
      readonly text: string | undefined;
      /** Why it can't be read, though it is there. */
      readonly problem?: Problem | undefined;
    }
  /** An editor's unsaved text, which beats the disk's; without a text the editor closed the file. */
  | { readonly kind: "overlay"; readonly path: string; readonly text: string | undefined }
  | { readonly kind: "seed"; readonly path: string; readonly exists: boolean }
  /** The disk was read again, as a whole; overlays stay, and so does the identity of files with an equal text. */
  | { readonly kind: "reload"; readonly inputs: ProjectInputs }
  | { readonly kind: "settings"; readonly settings: ProjectSettings }
  | { readonly kind: "catalog"; readonly catalog: Catalog }
  /** Answers of the SQL worker; added to those known. */
  | { readonly kind: "trees"; readonly trees: ReadonlyMap<string, SqlTree | "unparsable"> }
  /** How a run of a node ended: its failure, or undefined for a success. */
  | { readonly kind: "run"; readonly uniqueId: string; readonly failure: RunFailure | undefined };

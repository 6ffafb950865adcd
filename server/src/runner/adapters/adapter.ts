import type { Result } from "../../base/result.ts";
import type { Target } from "../../project/snapshot.ts";

/** What the outside said instead of doing it. One presenter (`runner/present-failure.ts`) turns each into a sentence with the next step. */
export type AdapterFailure =
  | { readonly kind: "driver-missing"; readonly module: string; readonly platform: string }
  | { readonly kind: "unsupported"; readonly message: string }
  | { readonly kind: "newer-storage"; readonly path: string; readonly version: number; readonly newest: number }
  | {
      readonly kind: "locked";
      readonly path: string;
      readonly pid: number | undefined;
      readonly program: string | undefined;
    }
  | { readonly kind: "missing"; readonly path: string }
  /** Something else stands where the database should be. */
  | { readonly kind: "no-database"; readonly path: string; readonly what: "folder" | "empty" | "foreign" }
  /** The user's own dbt could not run anything, in its words. */
  | { readonly kind: "dbt"; readonly message: string }
  | { readonly kind: "connect"; readonly path: string; readonly message: string }
  | SqlFailure
  | { readonly kind: "cancelled" };

export interface SqlFailure {
  readonly kind: "sql";
  readonly sql: string;
  readonly message: string;
  /** Where in `sql`, in UTF-16 code units, if the engine says. */
  readonly offset: number | undefined;
}

export type Cell = string | number | boolean | null;

/** What a query answers. Whole numbers that JavaScript can't hold, decimals and times come as texts. */
export interface Answered {
  readonly columns: readonly string[];
  /** The engine's names of the columns' types: `BIGINT`. */
  readonly types: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** One kind of warehouse: what it can do, and how it is opened. */
export interface Adapter {
  readonly name: string;
  /** For people: `DuckDB`. */
  readonly title: string;
  readonly strategies: ReadonlySet<string>;
  /** Opens for writing; the caller closes it. Never waits for a lock. */
  open(target: Target, log: OpenOptions): Promise<Result<Session, AdapterFailure>>;
  /** Opens to look only: never creates a database, never waits. */
  inspect(target: Target, log: OpenOptions): Promise<Result<Session, AdapterFailure>>;
}

export interface OpenOptions {
  /** The folder that relative paths of the profile are meant from. */
  readonly root: string;
}

/** One open database. Only the runner process holds these: DuckDB admits a single writing process. */
export interface Session {
  /** `DuckDB 1.5.5` */
  readonly engine: string;
  /** Runs one or several statements; `rows` is what the last one changed. A signal aborted before or during it gives `cancelled`. */
  run(sql: string, signal: AbortSignal): Promise<Result<{ readonly rows: number }, AdapterFailure>>;
  query(sql: string, signal: AbortSignal): Promise<Result<Answered, AdapterFailure>>;
  /** A further connection of the same database, for what runs beside this one; closing it leaves the others open. */
  another(): Promise<Result<Session, AdapterFailure>>;
  close(): void;
}

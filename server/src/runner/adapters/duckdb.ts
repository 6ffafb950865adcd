import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { err, ok, type Result } from "../../base/result.ts";
import type { Target } from "../../project/snapshot.ts";
import type { Adapter, AdapterFailure, Cell, Session } from "./adapter.ts";
import { loadDriver } from "./duckdb-driver.ts";
import { openFailure, sqlFailure } from "./duckdb-errors.ts";
import { NEWEST_STORAGE, readHeader } from "./duckdb-header.ts";
import { duckdbProfile, type SetupStatement } from "./duckdb-profile.ts";

/** Embedded DuckDB. It installs no extension by itself, and a file that is newer than the driver is told before it is opened. */
export const duckdb: Adapter = {
  name: "duckdb",
  title: "DuckDB",
  strategies: new Set(["append", "delete+insert", "merge"]),
  open: (target, { root }) => openDatabase(target, { root, access: "write" }),
  inspect: (target, { root }) => openDatabase(target, { root, access: "read" }),
};

/** `DuckDB 1.5.5`, or why this build has no driver for the machine. */
export async function duckdbVersion(): Promise<Result<string, AdapterFailure>> {
  const driver = await loadDriver();
  return driver.ok ? ok(titled(driver.value.version())) : driver;
}

const titled = (version: string) => `DuckDB ${version.replace(/^v/, "")}`;

interface Access {
  readonly root: string;
  readonly access: "read" | "write";
}

/** On while the file is read, so that positions of errors come as figures and not as drawings. */
const OPTIONS = {
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
  errors_as_json: "true",
};

async function openDatabase(target: Target, { root, access }: Access): Promise<Result<Session, AdapterFailure>> {
  const profile = duckdbProfile(target, root);
  if (!profile.ok) return err({ kind: "unsupported", message: profile.error });
  const { path, options, setup, attached } = profile.value;

  for (const file of path === ":memory:" ? attached : [path, ...attached]) {
    const header = await readHeader(file);
    if (header.kind === "missing" && access === "read") return err({ kind: "missing", path: file });
    if (header.kind === "folder" || header.kind === "empty" || header.kind === "foreign") {
      return err({ kind: "no-database", path: file, what: header.kind });
    }
    if (header.kind === "duckdb" && header.storage > NEWEST_STORAGE) {
      return err({ kind: "newer-storage", path: file, version: header.storage, newest: NEWEST_STORAGE });
    }
  }

  const driver = await loadDriver();
  if (!driver.ok) return driver;
  let instance: DuckDBInstance;
  try {
    const mode: Record<string, string> = access === "read" && path !== ":memory:" ? { access_mode: "READ_ONLY" } : {};
    instance = await driver.value.DuckDBInstance.create(path, { ...options, ...OPTIONS, ...mode });
  } catch (cause) {
    return err(openFailure(path, cause));
  }
  const statements = access === "read" ? setup.map(toLookOnly) : setup;
  return connected({ instance, setup: statements, version: driver.value.version() }, () => instance.closeSync());
}

/** What is attached to a database that is only looked at is only looked at too. */
function toLookOnly(it: SetupStatement): SetupStatement {
  return it.of.kind === "attach" && !it.of.isReadOnly ? { ...it, sql: `${it.sql} (read_only)` } : it;
}

/** An open database, and what makes a connection of it what the profile asks for. */
interface Database {
  readonly instance: DuckDBInstance;
  readonly setup: readonly SetupStatement[];
  readonly version: string;
}

async function connected(database: Database, onClose: () => void): Promise<Result<Session, AdapterFailure>> {
  const session = sessionOf(database, await database.instance.connect(), onClose);
  for (const statement of database.setup) {
    const done = await session.run(statement.sql, new AbortController().signal);
    if (done.ok) continue;
    session.close();
    return err(setupFailure(statement, done.error));
  }
  return ok(session);
}

/** In words that hold no value of the profile: a setting may be a key. */
function setupFailure({ of }: SetupStatement, failure: AdapterFailure): AdapterFailure {
  if (failure.kind !== "sql") return failure;
  const unsupported = (message: string): AdapterFailure => ({ kind: "unsupported", message });
  if (of.kind === "extension") {
    return unsupported(
      `The profile needs the DuckDB extension '${of.name}', which is not installed here; nothing is installed by itself. Install it with DuckDB's INSTALL, or run with dbt.`,
    );
  }
  if (of.kind === "attach") return unsupported(`The profile's \`attach\` of ${of.name} failed: ${failure.message}`);
  const said = of.value === "" ? failure.message : failure.message.replaceAll(of.value, "…");
  return unsupported(`The profile's setting \`${of.name}\` failed: ${said}`);
}

function sessionOf(database: Database, connection: DuckDBConnection, onClose: () => void): Session {
  /** The driver's interrupt reaches what runs now; a signal that is already aborted fires no event, so it is asked first. */
  async function guarded<T>(
    sql: string,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<Result<T, AdapterFailure>> {
    if (signal.aborted) return err({ kind: "cancelled" });
    // Again and again until the statement gives way: an interrupt that comes between two statements of one text is lost.
    let again: NodeJS.Timeout | undefined;
    const interrupt = () => {
      connection.interrupt();
      again = setInterval(() => connection.interrupt(), 50);
    };
    signal.addEventListener("abort", interrupt, { once: true });
    try {
      return ok(await work());
    } catch (cause) {
      const failure = sqlFailure(sql, cause);
      return err(failure);
    } finally {
      signal.removeEventListener("abort", interrupt);
      clearInterval(again);
    }
  }

  return {
    engine: titled(database.version),
    run: (sql, signal) =>
      guarded(sql, signal, async () => {
        const result = await connection.run(sql);
        return { rows: result.rowsChanged || (await countOf(result)) };
      }),
    query: (sql, signal) =>
      guarded(sql, signal, async () => {
        const reader = await connection.runAndReadAll(sql);
        const types = reader.columnTypes().map(String);
        return { columns: reader.columnNames(), types, rows: reader.getRowsJson() as readonly (readonly Cell[])[] };
      }),
    another: () => connected(database, () => undefined),
    close() {
      connection.closeSync();
      onClose();
    },
  };
}

/** `create table as` reports no changed rows but answers with a single `Count`. */
async function countOf(result: Awaited<ReturnType<DuckDBConnection["run"]>>): Promise<number> {
  if (result.columnCount !== 1 || result.columnName(0) !== "Count") return 0;
  const [row] = await result.getRowsJson();
  return Number(row?.[0] ?? 0);
}

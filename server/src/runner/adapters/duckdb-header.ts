import { open } from "node:fs/promises";

/** The newest storage version that the bundled driver reads; DuckDB 1.2 writes 65, 1.5 up to 68, 2.0 writes 999. */
export const NEWEST_STORAGE = 68;

export type Header =
  | { readonly kind: "missing" }
  /** Can't be looked into: the driver has the better words for it. */
  | { readonly kind: "unreadable" }
  | { readonly kind: "folder" }
  | { readonly kind: "empty" }
  | { readonly kind: "foreign" }
  | { readonly kind: "duckdb"; readonly storage: number };

const MAGIC_AT = 8;
const VERSION_AT = 12;

/**
 * Reads the storage version of a DuckDB file without opening it as a database.
 *
 * The header starts with 8 bytes of checksum, the letters `DUCK` and a little-endian u64.
 */
export async function readHeader(path: string): Promise<Header> {
  const file = await open(path, "r").catch((cause: NodeJS.ErrnoException) => cause);
  if (file instanceof Error) return file.code === "ENOENT" ? { kind: "missing" } : { kind: "unreadable" };
  try {
    if ((await file.stat()).isDirectory()) return { kind: "folder" };
    const head = Buffer.alloc(VERSION_AT + 8);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    if (bytesRead === 0) return { kind: "empty" };
    if (bytesRead < head.length || head.toString("latin1", MAGIC_AT, VERSION_AT) !== "DUCK") return { kind: "foreign" };
    return { kind: "duckdb", storage: Number(head.readBigUInt64LE(VERSION_AT)) };
  } finally {
    await file.close();
  }
}

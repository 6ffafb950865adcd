import type { Environment } from "../project/snapshot.ts";
import type { Outline } from "../sql/outline.ts";
import { adapterOf } from "./adapter.ts";

// Where strings and comments end depends on the dialect once one of these is there.
const disputed = /[`\\#]|\/\/|\$\$/;

/**
 * Whether the text says the same to the database as to us: every bracket is closed, and no profile is missing that would
 * tell what a backtick, a backslash or a `#` means.
 */
export function isSurelyRead({ sql, close, tokens }: Outline, environment: Environment): boolean {
  return tokens.length > 0 && !close.includes(tokens.length) && isOneDialect(sql, environment);
}

/** As `isSurelyRead`, whatever becomes of the brackets. */
export function isOneDialect(sql: string, environment: Environment): boolean {
  return adapterOf(environment) !== undefined || !disputed.test(sql);
}

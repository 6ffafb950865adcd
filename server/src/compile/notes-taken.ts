import type { Interpreter } from "../jinja/interpreter.ts";
import { str } from "../jinja/text.ts";
import { Traced, type Value } from "../jinja/values.ts";
import type { Notes, Reading } from "../project/context/scope.ts";
import { type CallSite, callSite } from "./call-site.ts";

/** What came up while a model was rendered. */
export interface NotesTaken extends Notes {
  readonly checks: (CallSite & { readonly result: boolean })[];
  /** Queries that the template would have run. */
  readonly queries: (CallSite & { readonly text: string; readonly marked: boolean })[];
  /** Macros that were called, `package.name`, with the place of the first call. */
  readonly macros: Map<string, CallSite>;
  readonly readings: Set<Reading>;
  /** Whether the macro `is_incremental` itself was tested or printed. */
  isNamed(): boolean;
}

/** An empty notebook for one render. */
export function takeNotes(): NotesTaken {
  const checks: NotesTaken["checks"] = [];
  const queries: NotesTaken["queries"] = [];
  const macros: NotesTaken["macros"] = new Map();
  const readings: NotesTaken["readings"] = new Set();
  let named = false;
  return {
    checks,
    queries,
    macros,
    readings,
    isNamed: () => named,
    macroCalled(name, interpreter) {
      if (!macros.has(name)) macros.set(name, siteOf(interpreter));
    },
    incrementalChecked(result, interpreter) {
      checks.push({ ...siteOf(interpreter), result });
    },
    incrementalNamed() {
      named = true;
    },
    queried(sql: Value, interpreter) {
      const marked = sql instanceof Traced && sql.pieces.some((it) => it.mark === "this");
      queries.push({ ...siteOf(interpreter), text: str(sql), marked });
    },
    read(what) {
      readings.add(what);
    },
  };
}

function siteOf({ site, frame }: Interpreter): CallSite {
  return callSite(site, frame);
}

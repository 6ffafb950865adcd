import { ephemeralName } from "../project/context/relation-of.ts";
import { findInsertion } from "./first-statement.ts";
import { joined, scaffold, sliced, type TextRun } from "./text-run.ts";

/** The text of an ephemeral model, by the name that its CTE gets. */
export interface Cte {
  readonly uniqueId: string;
  readonly identifier: string;
  readonly body: TextRun;
}

/** A statement with what was put in front of it. */
export interface Injected {
  readonly run: TextRun;
  /** Where an offset of the statement is now; undefined for what dbt has dropped. */
  place(offset: number): number | undefined;
}

/**
 * Puts the texts of ephemeral models in front of a statement as common table expressions: behind an
 * existing `with`, else under a new one. Byte for byte as dbt does it (spec 6.7).
 */
export function injected(statement: TextRun, ctes: readonly Cte[]): Injected {
  if (ctes.length === 0) return { run: statement, place: (offset) => offset };
  const { afterWith, first, end } = findInsertion(statement.text);
  const list = ctes.map(({ identifier, body }) =>
    joined([scaffold(` ${ephemeralName(identifier)} as (\n`), body, scaffold("\n)")]),
  );
  const commas = joined(list.flatMap((it, at) => (at === 0 ? [it] : [scaffold(", "), it])));
  const [before, after] = afterWith === undefined ? ["with", " "] : ["", ", "];
  const at = afterWith ?? first;
  const added = joined([scaffold(before), commas, scaffold(after)]);
  return {
    run: joined([sliced(statement, 0, at), added, sliced(statement, at, end)]),
    place: (offset) => (offset < at ? offset : offset < end ? offset + added.text.length : undefined),
  };
}

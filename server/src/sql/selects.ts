import type { Outline, Query, Select, TokenRange } from "./outline.ts";

/** A select, and the CTE whose body it is part of; undefined for the main query and its own subqueries. */
export interface PlacedSelect {
  readonly select: Select;
  readonly cte: string | undefined;
}

/** Every select of a query at any depth, CTEs first, in the order in which a database would need them. */
export function selectsOf(query: Query): readonly PlacedSelect[] {
  const found: PlacedSelect[] = [];
  collect(query, undefined, found);
  return found;
}

function collect(query: Query, cte: string | undefined, found: PlacedSelect[]): void {
  for (const it of query.ctes) collect(it.query, it.name, found);
  for (const select of query.branches) {
    for (const item of select.from) if (item.query) collect(item.query, cte, found);
    for (const it of select.subqueries) collect(it.query, cte, found);
    found.push({ select, cte });
  }
}

/** The text of some tokens with white space, comments and the case of words taken out: equal texts, equal SQL. */
export function normalized({ sql, tokens }: Outline, { first, end }: TokenRange): string {
  let text = "";
  for (let at = first; at < end; at++) {
    const token = tokens[at];
    if (token) text += `${token.word || sql.slice(token.start, token.end)} `;
  }
  return text;
}

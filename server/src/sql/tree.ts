/** What `node-sql-parser` knows of a compiled SQL. Names are as written, without quotes; no positions. */
export interface SqlTree {
  readonly selects: readonly SelectFacts[];
}

export interface SelectFacts {
  /** The CTE it belongs to; undefined for the final select. */
  readonly cte: string | undefined;
  readonly joins: readonly { readonly kind: string; readonly relation: string; readonly alias: string }[];
  readonly groupBy: boolean;
  readonly distinct: boolean;
  readonly aggregates: readonly string[];
  readonly windows: readonly {
    readonly function: string;
    readonly partitionBy: readonly string[];
    readonly orderBy: readonly string[];
  }[];
  /** Relations that an anti-join removes rows of: `not in`, `not exists`, `left join … where key is null`. */
  readonly antiJoins: readonly string[];
}

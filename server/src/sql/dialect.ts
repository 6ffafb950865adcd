/** How a dialect writes what the tokenizer must know: everything that changes where a token ends. */
export interface Dialect {
  readonly name: string;
  /** Characters that open a quoted name. */
  readonly nameQuotes: string;
  /** Characters that open a string. */
  readonly stringQuotes: string;
  /** Whether a backslash in a string hides the character behind it. */
  readonly backslash: boolean;
  /** `$$…$$` and, where `tags` is set, `$tag$…$tag$`. */
  readonly dollarQuotes: "none" | "plain" | "tags";
  readonly hashComments: boolean;
  /** `// …` to the end of the line. */
  readonly slashComments: boolean;
  /** Whether block comments nest. */
  readonly nestedComments: boolean;
  /** `'''…'''` and `"""…"""`. */
  readonly tripleQuotes: boolean;
  /** Names such as `7d_total` without quotes. */
  readonly digitLedNames: boolean;
}

const ansi: Dialect = {
  name: "ansi",
  nameQuotes: '"',
  stringQuotes: "'",
  backslash: false,
  dollarQuotes: "none",
  hashComments: false,
  slashComments: false,
  nestedComments: false,
  tripleQuotes: false,
  digitLedNames: false,
};

const postgres: Dialect = { ...ansi, name: "postgres", dollarQuotes: "tags", nestedComments: true };
const spark: Dialect = {
  ...ansi,
  name: "spark",
  nameQuotes: "`",
  stringQuotes: "'\"",
  backslash: true,
  digitLedNames: true,
};

const byAdapter: Readonly<Record<string, Dialect>> = {
  duckdb: { ...postgres, name: "duckdb" },
  postgres,
  redshift: { ...postgres, name: "redshift" },
  snowflake: { ...ansi, name: "snowflake", backslash: true, dollarQuotes: "plain", slashComments: true },
  bigquery: {
    ...ansi,
    name: "bigquery",
    nameQuotes: "`",
    stringQuotes: "'\"",
    backslash: true,
    hashComments: true,
    tripleQuotes: true,
  },
  databricks: { ...spark, name: "databricks" },
  spark,
  trino: { ...ansi, name: "trino" },
  athena: { ...ansi, name: "athena" },
  clickhouse: {
    ...ansi,
    name: "clickhouse",
    nameQuotes: '"`',
    backslash: true,
    hashComments: true,
    digitLedNames: true,
  },
};

/** The dialect that a dbt adapter speaks, by the adapter's type; plain ANSI for one that isn't known. */
export function dialectOf(adapterType: string): Dialect {
  return byAdapter[adapterType] ?? ansi;
}

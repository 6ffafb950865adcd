import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { commands } from "../src/cli/commands/index.ts";
import type { RunEvent } from "../src/protocol/events.ts";
import { type FakeCli, fakeCli } from "./cli.ts";

/** A project on disk that commands are given, made anew for each test. */
export interface CliProject {
  /** The project's folder, while a test runs. */
  readonly root: string;
  write(files: Readonly<Record<string, string>>): void;
  /** Runs a command in the project's folder. */
  highwater(...args: readonly string[]): Promise<FakeCli & { readonly code: number }>;
}

const home = process.cwd();

/** Makes a project of these files before each test of the file, and takes it away behind it. */
export function cliProject(files: Readonly<Record<string, string>>): CliProject {
  let root = "";
  const write = (more: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(more)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  };
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "highwater-cli-")));
    write(files);
  });
  afterEach(() => {
    process.chdir(home);
    rmSync(root, { recursive: true });
  });
  return {
    get root() {
      return root;
    },
    write,
    async highwater(name, ...args) {
      const cli = fakeCli({ cwd: root });
      return { ...cli, code: (await commands.find((it) => it.name === name)?.invoke(cli, args)) ?? -1 };
    },
  };
}

/** What a command printed with `--json`. */
export function eventsOf(cli: FakeCli): readonly RunEvent[] {
  const lines = cli.printed().trimEnd().split("\n");
  return lines.map((it) => JSON.parse(it) as RunEvent);
}

/** Models on a seed, one of them incremental; a DuckDB target, and one that isn't. */
export const SHOP = {
  "dbt_project.yml": "name: shop\nversion: '1.0'\nprofile: shop\n",
  "profiles.yml":
    "shop:\n  target: dev\n  outputs:\n    dev: {type: duckdb, path: dev.duckdb}\n    warehouse: {type: snowflake, account: a, database: d, schema: s}\n",
  "seeds/raw.csv": "id,state\n1,new\n2,new\n",
  "models/stg.sql": "select id, state from {{ ref('raw') }}\n",
  "models/orders.sql":
    "{{ config(materialized='incremental', incremental_strategy='merge', unique_key='id', post_hook=\"create or replace table seen as select '{{ this.identifier }}' as name\") }}\nselect * from {{ ref('stg') }}\n{% if is_incremental() %}\nwhere id > {{ var('after', 0) }}\n{% endif %}\n",
};

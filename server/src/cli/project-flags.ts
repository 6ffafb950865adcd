import type { Flags } from "./command.ts";

/** Flags of every command that reads a project. */
export const projectFlags = {
  "project-dir": {
    type: "string",
    value: "dir",
    describe: "The folder of dbt_project.yml. Default: this folder or the nearest one above it.",
  },
  "profiles-dir": {
    type: "string",
    value: "dir",
    describe: "The folder of profiles.yml. Default: DBT_PROFILES_DIR, the project, ~/.dbt.",
  },
  target: { type: "string", short: "t", value: "name", describe: "The output of the profile to use." },
  vars: { type: "string", value: "yaml", describe: "Variables as YAML or JSON: '{lookback_days: 3}'." },
} as const satisfies Flags;

/** Flags of every command that builds something. */
export const runFlags = {
  threads: {
    type: "string",
    value: "number",
    describe: "So many nodes at once, parents first. Default: `threads` of the profile.",
  },
  "fail-fast": {
    type: "boolean",
    default: false,
    describe: "Stop at the first failure: what runs is rolled back, nothing more begins.",
  },
} as const satisfies Flags;

/** Flags of every command that chooses nodes. */
export const selectFlags = {
  select: {
    type: "string",
    short: "s",
    multiple: true,
    value: "nodes",
    describe:
      "Which nodes: names, `+name+`, `2+name`, `@name`, paths, `tag:`, `config.materialized:`, `package:`; a space is a union, a comma an intersection.",
  },
  exclude: { type: "string", multiple: true, value: "nodes", describe: "Nodes to leave out, in the same words." },
} as const satisfies Flags;

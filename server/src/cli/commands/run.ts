import { defineCommand } from "../command.ts";
import { ENGINE_DETAILS, engineFlags } from "../engine-flags.ts";
import { projectFlags, runFlags, selectFlags } from "../project-flags.ts";
import { runChosen } from "../run-command.ts";

export const run = defineCommand({
  name: "run",
  summary: "Build the selected models, parents first, each in one transaction.",
  details: `Runs on DuckDB by itself, and on every other warehouse through your own dbt. An incremental model is changed in place when its table exists and built whole when it does not; the
line of each model says which. What depends on a failure is skipped.

${ENGINE_DETAILS}

\`--json\` prints one event a line: \`run-started\`, \`planned\`, \`started\`, \`compiled\`, \`statement\` (before it is sent),
\`finished\` and \`run-finished\`. Every finished model is added to \`.highwater/runs.ndjson\` in the project.

\`--dry-run\` looks at the target, which tells what exists and which columns it has, and prints what would be sent, temporary
tables included, in the world that would really run; the digits in a temporary table's name are another on each run.
With \`--json\` it prints the events of that run instead. What an earlier model would build counts as built.

With more than one thread each model still has one transaction, on a connection of its own.

The first Ctrl-C stops the statement in flight and rolls its model back; the second one ends the process.`,
  flags: {
    ...selectFlags,
    "full-refresh": {
      type: "boolean",
      short: "f",
      default: false,
      describe: "Rebuild incremental models, except those that set `full_refresh: false`.",
    },
    ...engineFlags,
    ...runFlags,
    "dry-run": {
      type: "boolean",
      default: false,
      describe: "Print every statement that the run would send, as SQL; nothing is written.",
    },
    seeds: { type: "boolean", default: false, describe: "Load the selected seeds too." },
    json: { type: "boolean", default: false, describe: "Print the events as JSON, one a line." },
    ...projectFlags,
  },
  run: (cli, flags) => runChosen(cli, flags, { name: "run", resources: flags.seeds ? ["model", "seed"] : ["model"] }),
});

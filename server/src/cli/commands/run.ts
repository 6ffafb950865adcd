import { defineCommand } from "../command.ts";
import { ENGINE_DETAILS, engineFlags } from "../engine-flags.ts";
import { projectFlags, selectFlags } from "../project-flags.ts";
import { runChosen } from "../run-command.ts";

export const run = defineCommand({
  name: "run",
  summary: "Build the selected models, parents first, each in one transaction.",
  details: `Runs on DuckDB by itself, and on every other warehouse through your own dbt. An incremental model is changed in place when its table exists and built whole when it does not; the
line of each model says which. What depends on a failure is skipped.

${ENGINE_DETAILS}

\`--json\` prints one event a line: \`run-started\`, \`planned\`, \`started\`, \`compiled\`, \`statement\` (before it is sent),
\`finished\` and \`run-finished\`. Every finished model is added to \`.highwater/runs.ndjson\` in the project.

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
    seeds: { type: "boolean", default: false, describe: "Load the selected seeds too." },
    json: { type: "boolean", default: false, describe: "Print the events as JSON, one a line." },
    ...projectFlags,
  },
  run: (cli, flags) => runChosen(cli, flags, { name: "run", resources: flags.seeds ? ["model", "seed"] : ["model"] }),
});

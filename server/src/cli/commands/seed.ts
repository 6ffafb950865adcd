import { defineCommand } from "../command.ts";
import { engineFlags } from "../engine-flags.ts";
import { projectFlags, runFlags, selectFlags } from "../project-flags.ts";
import { runChosen } from "../run-command.ts";

export const seed = defineCommand({
  name: "seed",
  summary: "Load the selected CSV seeds.",
  details: `A table that exists is emptied and loaded again; columns that changed need \`--full-refresh\`, which rebuilds it.`,
  flags: {
    ...selectFlags,
    "full-refresh": { type: "boolean", short: "f", default: false, describe: "Drop and rebuild the tables." },
    ...engineFlags,
    ...runFlags,
    json: { type: "boolean", default: false, describe: "Print the events as JSON, one a line." },
    ...projectFlags,
  },
  run: (cli, flags) => runChosen(cli, flags, { name: "seed", resources: ["seed"] }),
});

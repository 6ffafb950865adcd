import { WORLDS } from "../../base/world.ts";
import { chosenNodes } from "../../runner/run.ts";
import { type Shown, show as showRows } from "../../runner/show.ts";
import { type Cli, defineCommand, ExitCode } from "../command.ts";
import { openChosen } from "../open.ts";
import { projectFlags, selectFlags } from "../project-flags.ts";
import { rowsAsObjects, rowsTable } from "../rows-table.ts";

export const show = defineCommand({
  name: "show",
  summary: "Print the first rows of the selected models' SQL, in either world; nothing is written.",
  details: `Reads what the models read, in a database that is opened to look only, so parents must be built. Without \`--world\` an
incremental model is shown in the world that its next run takes. \`--json\` prints one object a model and line:
\`{node, world, show}\`, with \`show\` an array of rows. Exits with 1 when a model can't be shown.`,
  flags: {
    ...selectFlags,
    world: { type: "string", value: "world", describe: "`incremental` or `full-refresh`." },
    limit: { type: "string", default: "10", value: "rows", describe: "At most so many rows. Default: 10." },
    json: { type: "boolean", default: false, describe: "Print the rows as JSON." },
    ...projectFlags,
  },
  async run(cli, flags) {
    const fail = (message: string, code: ExitCode = ExitCode.usage) => {
      cli.stderr.write(`${message}\n`);
      return code;
    };
    const world = WORLDS.find((it) => it === flags.world) ?? null;
    if (flags.world !== undefined && world === null)
      return fail(`--world is incremental or full-refresh, not ${flags.world}.`);
    const limit = Number(flags.limit);
    if (!Number.isSafeInteger(limit) || limit < 1) return fail(`--limit is a number from 1, not ${flags.limit}.`);
    if (!flags.select) return fail("Name what to show: highwater show --select orders");
    const project = await openChosen(cli, flags);
    if (!project.ok) return fail(project.error);
    const choice = { select: flags.select, exclude: flags.exclude ?? [], resources: ["model"] } as const;
    const ids = chosenNodes(project.value, { ...choice, withEphemeral: true });
    if (!ids.ok) return fail(ids.error);

    const nodes = ids.value.flatMap((id) => project.value.nodes.get(id) ?? []);
    const showing = showRows(project.value, { nodes, world, limit }, cli.signal);
    let failed = false;
    let next = await showing.next();
    while (!next.done) {
      const { node, shown } = next.value;
      failed ||= !shown.ok;
      if (!shown.ok) cli.stderr.write(`${node.path}: ${shown.error}\n`);
      else if (flags.json) cli.stdout.write(asJson(node.name, shown.value));
      else writeTable(cli, node.name, shown.value);
      next = await showing.next();
    }
    if (cli.signal.aborted) return ExitCode.cancelled;
    if (!next.value.ok)
      return fail(next.value.error, project.value.environment.target.known ? ExitCode.failed : ExitCode.usage);
    return failed ? ExitCode.failed : ExitCode.ok;
  },
});

function asJson(node: string, shown: Shown): string {
  return `${JSON.stringify({ node, world: shown.world, show: rowsAsObjects(shown) })}\n`;
}

/** The heading is talk, so that what is piped is the table. */
function writeTable(cli: Cli, name: string, shown: Shown): void {
  const count = shown.rows.length === 1 ? "1 row" : `${shown.rows.length} rows`;
  cli.stderr.write(`${name}${shown.world === null ? "" : ` · ${shown.world}`} · ${count}\n`);
  cli.stdout.write(rowsTable(shown, cli.stdout));
}

import { join, resolve } from "node:path";
import { ok, type Result } from "../../base/result.ts";
import { WORLDS, type World } from "../../base/world.ts";
import { compile as compileModel } from "../../compile/compile.ts";
import { faultsOf } from "../../project/faults.ts";
import type { Node, ProjectSnapshot } from "../../project/snapshot.ts";
import { rangeOf } from "../../runner/file-range.ts";
import { chosenNodes } from "../../runner/run.ts";
import { type Cli, defineCommand, ExitCode } from "../command.ts";
import { openChosen } from "../open.ts";
import { makeFolder, writeInto } from "../output-folder.ts";
import { projectFlags, selectFlags } from "../project-flags.ts";

/** One line of `index.json`. */
interface IndexEntry {
  readonly unique_id: string;
  readonly world: World;
  readonly status: "ok" | "partly-unknown" | "error";
  readonly problems: readonly {
    readonly message: string;
    readonly path: string;
    readonly line: number;
    readonly column: number;
  }[];
}

export const compile = defineCommand({
  name: "compile",
  summary: "Write the SQL of the selected models, in one world or both, without a database.",
  details: `Writes \`<output>/<world>/<unique_id>.sql\`, byte for byte what dbt writes, and \`<output>/index.json\`: an array of
\`{unique_id, world, status, problems}\`, where \`status\` is \`ok\`, \`partly-unknown\` (a part depends on a query's answer) or
\`error\`, and each problem has \`message\`, \`path\`, \`line\` and \`column\`. Exits with 1 when a model has an error.
A model whose file is blank is left out, as dbt leaves it out.`,
  flags: {
    ...selectFlags,
    world: {
      type: "string",
      default: "both",
      value: "world",
      describe: "`incremental`, `full-refresh` or `both` (the default).",
    },
    output: {
      type: "string",
      default: ".highwater/compiled",
      value: "dir",
      describe: "Where to write. Default: `.highwater/compiled` in the project.",
    },
    ...projectFlags,
  },
  async run(cli, flags) {
    const worlds = WORLDS.filter((it) => flags.world === it || flags.world === "both");
    if (worlds.length === 0) return refused(cli, `--world is incremental, full-refresh or both, not ${flags.world}.`);
    const project = await openChosen(cli, flags);
    if (!project.ok) return refused(cli, project.error);
    const ids = chosenNodes(project.value, {
      select: flags.select ?? [],
      exclude: flags.exclude ?? [],
      resources: ["model"],
      withEphemeral: true,
    });
    if (!ids.ok) return refused(cli, ids.error);

    const isDefault = flags.output === ".highwater/compiled";
    const output = resolve(isDefault ? project.value.root : cli.cwd, flags.output);
    const nodes = ids.value.flatMap((id) => project.value.nodes.get(id) ?? []);
    const index = await writeAll(project.value, { nodes, worlds, output });
    if (!index.ok) return refused(cli, `${index.error} Name another folder with --output.`);
    return report(cli, index.value, output);
  },
});

async function writeAll(
  snapshot: ProjectSnapshot,
  {
    nodes,
    worlds,
    output,
  }: { readonly nodes: readonly Node[]; readonly worlds: readonly World[]; readonly output: string },
): Promise<Result<readonly IndexEntry[], string>> {
  const index: IndexEntry[] = [];
  for (const world of worlds) {
    const folder = await makeFolder(join(output, world));
    if (!folder.ok) return folder;
    for (const node of nodes) {
      const { sql, entry } = compiledEntry(snapshot, node, world);
      const written = await writeInto(join(output, world, `${node.uniqueId}.sql`), sql);
      if (!written.ok) return written;
      index.push(entry);
    }
  }
  const written = await writeInto(join(output, "index.json"), `${JSON.stringify(index, undefined, 2)}\n`);
  return written.ok ? ok(index) : written;
}

function compiledEntry(snapshot: ProjectSnapshot, node: Node, world: World) {
  const compiled = compileModel(snapshot, node, world);
  const { sql } = compiled;
  const faults = faultsOf(snapshot, node);
  const status = faults.length > 0 ? "error" : compiled.status;
  const places = [...compiled.problems, ...faults].map(({ message, at }) => {
    const range = rangeOf(snapshot, at);
    return { message, path: at.path, line: range?.line ?? 1, column: range?.column ?? 1 };
  });
  const entry: IndexEntry = { unique_id: node.uniqueId, world, status, problems: places };
  return { sql, entry };
}

function report(cli: Cli, index: readonly IndexEntry[], output: string): ExitCode {
  const failed = index.filter((it) => it.status === "error");
  for (const { unique_id, world, problems } of failed) {
    for (const { message, path, line, column } of problems) {
      cli.stderr.write(`${path}:${line}:${column} ${message} (${unique_id}, ${world})\n`);
    }
  }
  const unknown = index.filter((it) => it.status === "partly-unknown").length;
  const partly = unknown > 0 ? `, ${unknown} partly unknown` : "";
  cli.stdout.write(`${index.length} compiled${partly}, ${failed.length} with errors: ${output}\n`);
  return failed.length > 0 ? ExitCode.failed : ExitCode.ok;
}

function refused(cli: Cli, message: string): ExitCode {
  cli.stderr.write(`${message}\n`);
  return ExitCode.usage;
}

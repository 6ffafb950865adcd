import { jsonText } from "../../base/json-text.ts";
import type { Plain } from "../../base/plain.ts";
import { resolveSource } from "../../project/resolve.ts";
import type { Node, ProjectSnapshot, ResourceType } from "../../project/snapshot.ts";
import { chosenNodes } from "../../runner/run.ts";
import { defineCommand, ExitCode } from "../command.ts";
import { openChosen } from "../open.ts";
import { projectFlags, selectFlags } from "../project-flags.ts";

const TYPES = ["model", "seed", "snapshot"] as const satisfies readonly ResourceType[];

export const ls = defineCommand({
  name: "ls",
  summary: "List the selected models, seeds and snapshots, as `dbt ls` prints them.",
  details: `\`--output\` says what is printed of each: \`selector\` (package, folders and name with dots between, which \`--select\` takes
again), \`name\`, \`path\` (from its project's root) or \`json\` (one object a line, with dbt's keys, but the macros of \`depends_on\`). Blank models are listed,
since dbt lists them. Sources, tests and macros are not.`,
  flags: {
    ...selectFlags,
    "resource-type": {
      type: "string",
      multiple: true,
      value: "type",
      describe: "Only `model`, `seed` or `snapshot`; may be given more than once.",
    },
    output: {
      type: "string",
      default: "selector",
      value: "form",
      describe: "`selector` (the default), `name`, `path` or `json`.",
    },
    ...projectFlags,
  },
  async run(cli, flags) {
    const fail = (message: string) => {
      cli.stderr.write(`${message}\n`);
      return ExitCode.usage;
    };
    const print = forms.get(flags.output);
    if (!print) return fail(`--output is ${[...forms.keys()].join(", ")}, not ${flags.output}.`);
    const wanted = flags["resource-type"] ?? TYPES;
    const resources = TYPES.filter((it) => wanted.includes(it));
    const strange = wanted.find((it) => !TYPES.some((known) => known === it));
    if (strange !== undefined) return fail(`--resource-type is ${TYPES.join(", ")}, not ${strange}.`);
    const project = await openChosen(cli, flags);
    if (!project.ok) return fail(project.error);
    const choice = { select: flags.select ?? [], exclude: flags.exclude ?? [], resources };
    const ids = chosenNodes(project.value, { ...choice, withEphemeral: true, withBlank: true });
    if (!ids.ok) return fail(ids.error);

    // In the order of the unique_ids, as dbt lists them.
    const nodes = ids.value.toSorted(byCodePoint).flatMap((id) => project.value.nodes.get(id) ?? []);
    cli.stdout.write(nodes.map((it) => `${print(it, project.value)}\n`).join(""));
    return ExitCode.ok;
  },
});

const byCodePoint = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const forms: ReadonlyMap<string, (node: Node, snapshot: ProjectSnapshot) => string> = new Map([
  ["selector", ({ fqn }: Node) => fqn.join(".")],
  ["name", ({ name }: Node) => name],
  ["path", pathOf],
  ["json", (node: Node, snapshot: ProjectSnapshot) => jsonText(described(node, snapshot))],
]);

/** From the root of the project or package that the node is in. */
function pathOf({ path, packageName }: Node, { environment }: ProjectSnapshot): string {
  const folder = environment.packages.find((it) => it.name === packageName)?.folder ?? "";
  return folder !== "" && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}

/** dbt's keys in dbt's order; which macros a node calls directly is not known, so `depends_on` names nodes alone. */
function described(node: Node, snapshot: ProjectSnapshot): Plain {
  const { config, relation, sources } = node.facts;
  const parents = snapshot.nodes.graph.parents.get(node.uniqueId) ?? [];
  const read = sources.flatMap(({ source, table }) => {
    const found = resolveSource(snapshot.environment, source, table);
    return found.kind === "found" ? [`source.${found.source.packageName}.${source}.${table}`] : [];
  });
  return {
    name: node.name,
    resource_type: node.resourceType,
    package_name: node.packageName,
    original_file_path: pathOf(node, snapshot),
    unique_id: node.uniqueId,
    alias: relation.identifier,
    config,
    tags: config.tags,
    depends_on: { nodes: [...read, ...parents] },
  };
}

import { lintProject } from "../../lint/engine.ts";
import type { Finding } from "../../lint/finding.ts";
import { chosenNodes } from "../../runner/run.ts";
import { defineCommand, ExitCode } from "../command.ts";
import { findingsAsJson } from "../findings-json.ts";
import { findingsAsText } from "../findings-text.ts";
import { openChosen } from "../open.ts";
import { projectFlags, selectFlags } from "../project-flags.ts";
import { withTrees } from "../sql-trees.ts";

export const lint = defineCommand({
  name: "lint",
  summary: "Tell what is wrong with the project's models, in both worlds, without a database.",
  details: `\`--format json\` prints an array of \`{path, line, column, endLine, endColumn, rule, severity, message, worlds, cause}\`:
\`path\` from the project's root, places from 1 in UTF-16 code units with an exclusive end, \`worlds\` empty for what has
nothing to do with worlds, \`cause\` the place in a macro that it comes from, or null. All severities are printed. Files
that \`.dbtignore\` leaves out are not looked at. Exits with 1 when a finding is an error.`,
  flags: {
    ...selectFlags,
    format: { type: "string", default: "text", value: "format", describe: "`text` (the default) or `json`." },
    ...projectFlags,
  },
  async run(cli, flags) {
    const fail = (message: string) => {
      cli.stderr.write(`${message}\n`);
      return ExitCode.usage;
    };
    if (flags.format !== "text" && flags.format !== "json")
      return fail(`--format is text or json, not ${flags.format}.`);
    const project = await openChosen(cli, flags, { brokenProjectFile: "accept" });
    if (!project.ok) return fail(project.error);
    const paths = chosenPaths(project.value, flags);
    if (!paths.ok) return fail(paths.error);

    const snapshot = await withTrees(project.value, cli.dist, (message) => cli.stderr.write(`${message}\n`));
    const findings = allFindings(lintProject(snapshot)).filter((it) => paths.value?.has(it.at.path) ?? true);
    if (flags.format === "json") cli.stdout.write(findingsAsJson(findings, snapshot));
    else cli.stdout.write(findingsAsText(findings, snapshot, cli.stdout));
    return findings.some((it) => it.severity === "error") ? ExitCode.failed : ExitCode.ok;
  },
});

/** The files that were selected; undefined for all of them, those that belong to no node too. */
function chosenPaths(
  snapshot: Parameters<typeof chosenNodes>[0],
  {
    select = [],
    exclude = [],
  }: { readonly select?: readonly string[] | undefined; readonly exclude?: readonly string[] | undefined },
) {
  if (select.length === 0 && exclude.length === 0) return { ok: true, value: undefined } as const;
  const ids = chosenNodes(snapshot, {
    select,
    exclude,
    resources: ["model", "snapshot"],
    withEphemeral: true,
    withBlank: true,
  });
  if (!ids.ok) return ids;
  return { ok: true, value: new Set(ids.value.flatMap((id) => snapshot.nodes.get(id)?.path ?? [])) } as const;
}

function allFindings(linting: Generator<void, ReadonlyMap<string, readonly Finding[]>>): readonly Finding[] {
  let next = linting.next();
  while (!next.done) next = linting.next();
  return [...next.value].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, findings]) => findings);
}

import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkouts, howToGet, readCorpus } from "../corpus/projects.ts";
import { dbtPython } from "../runner/dbt.ts";
import { type Agreement, compareWithJinja } from "./differential.ts";
import { faultsOf, pageOf, tableOf } from "./report.ts";

/** Compares our Jinja with Jinja2 over the checkouts in CORPUS_DIR; answers the exit code. */
function main(repository: string): number {
  const folder = process.env["CORPUS_DIR"];
  if (folder === undefined) {
    console.error("CORPUS_DIR must name a folder with checkouts, <owner>+<name> each: nothing was compared.");
    return 1;
  }
  const out = join(repository, "out/jinja");
  mkdirSync(out, { recursive: true });
  const corpus = readCorpus(join(repository, "server/conformance/corpus.json"));
  const compared = checkouts(corpus, folder).flatMap(({ project, root }) => {
    if (root === undefined) {
      console.error(`MISSING ${project.repository}: ${howToGet(project, folder)}`);
      return [];
    }
    console.log(`${project.repository} …`);
    const answers = join(out, `${project.repository.replace("/", "+")}.ndjson`);
    askJinja(join(repository, "server/conformance/jinja/jinja_render.py"), root, answers);
    return [{ project, agreement: compareWithJinja(root, answers) }];
  });

  for (const { project, agreement } of compared) tell(project.repository, agreement);
  console.log(`\n${tableOf(compared)}\n`);
  const page = join(repository, "docs/conformance.md");
  if (compared.length > 0) writeFileSync(page, pageOf(compared));
  const faults = faultsOf(compared);
  for (const it of faults) console.error(`FAULT ${it}`);
  console.log(`written to ${page}`);
  return faults.length > 0 ? 1 : 0;
}

function askJinja(script: string, root: string, answers: string): void {
  const done = spawnSync(dbtPython(), [script, root, answers], { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`Jinja2 could not be asked about ${root}:\n${done.stdout}${done.stderr}`);
}

function tell(name: string, { differences }: Agreement): void {
  for (const it of differences.slice(0, 20)) console.error(`DIFFERENT ${name} ${it}`);
  if (differences.length > 20) console.error(`… and ${differences.length - 20} more in ${name}`);
}

process.exitCode = main(process.argv[2] ?? "");

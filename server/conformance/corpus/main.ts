import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Figures, measure } from "./measure.ts";
import { type CorpusProject, checkouts, howToGet, readCorpus } from "./projects.ts";
import { faultsOf, type Measured, reportOf, tableOf } from "./report.ts";

/** Where a measurement reads and writes. */
interface Places {
  /** The repository of Highwater. */
  readonly repository: string;
  readonly dist: string;
  readonly out: string;
}

async function main([command, ...args]: readonly string[]): Promise<number> {
  if (command === "measure") {
    const [root = "", project = "", dist = "", file = ""] = args;
    const figures = await measure(root, JSON.parse(project) as CorpusProject, dist);
    writeFileSync(file, JSON.stringify(figures, undefined, 1));
    return 0;
  }
  const [repository = ""] = args;
  const places = { repository, dist: join(repository, "dist"), out: join(repository, "out/corpus") };
  const wanted = [
    { title: "As cloned, without their packages", folder: process.env["CORPUS_DIR"] },
    { title: "With their packages", folder: process.env["CORPUS_WITH_PACKAGES_DIR"] },
  ];
  const rounds = wanted.flatMap(({ title, folder }) =>
    folder === undefined ? [] : [{ title, measured: measureAll(places, folder) }],
  );
  if (rounds.length === 0) {
    console.error("CORPUS_DIR must name a folder with checkouts, <owner>+<name> each.");
    return 1;
  }
  const faults = rounds.flatMap(({ measured }) => faultsOf(measured));
  for (const { title, measured } of rounds) console.log(`\n${title}\n\n${tableOf(measured)}`);
  for (const it of faults) console.error(`FAULT ${it}`);
  const page = join(repository, "docs/corpus.md");
  writeFileSync(page, reportOf(rounds));
  console.log(`\nwritten to ${page}; every reason and failure is in ${places.out}`);
  return faults.length > 0 ? 1 : 0;
}

function measureAll(places: Places, folder: string): readonly Measured[] {
  const corpus = readCorpus(join(places.repository, "server/conformance/corpus.json"));
  mkdirSync(places.out, { recursive: true });
  return checkouts(corpus, folder).flatMap(({ project, root }): Measured[] => {
    if (root === undefined) {
      console.error(`MISSING ${project.repository}: ${howToGet(project, folder)}`);
      return [];
    }
    console.log(`${project.repository} …`);
    const file = join(places.out, `${project.repository.replace("/", "+")}.json`);
    rmSync(file, { force: true });
    const script = process.argv[1] ?? "";
    const args = [script, "measure", root, JSON.stringify(project), places.dist, file];
    const done = spawnSync(process.execPath, args, { stdio: "inherit" });
    if (done.status !== 0) return [{ project, figures: undefined }];
    return [{ project, figures: JSON.parse(readFileSync(file, "utf8")) as Figures }];
  });
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (bug: unknown) => {
    console.error(bug);
    process.exitCode = 1;
  },
);

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plain } from "../../src/base/plain.ts";

/** A public dbt project that figures are published about; chosen before anything was measured. */
export interface CorpusProject {
  /** `owner/name` on GitHub. */
  readonly repository: string;
  readonly commit: string;
  /** Of its dbt_project.yml, from the repository's root. */
  readonly folder: string;
  /** What it is compiled for; a made-up profile names it. */
  readonly adapter: string;
  /** `--vars`, for a project that has its models switched off without them. */
  readonly vars?: { readonly [name: string]: Plain };
  readonly chosenFor: string;
}

/** The list that is committed: `server/conformance/corpus.json`. */
export function readCorpus(file: string): readonly CorpusProject[] {
  return JSON.parse(readFileSync(file, "utf8")) as readonly CorpusProject[];
}

/** A checkout of a project, or why there is none. */
export interface Checkout {
  readonly project: CorpusProject;
  /** Absolute folder of the dbt project; undefined where the checkout is missing. */
  readonly root: string | undefined;
}

/** Where the checkouts of a folder are: `<folder>/<owner>+<name>`. */
export function checkouts(corpus: readonly CorpusProject[], folder: string): readonly Checkout[] {
  return corpus.map((project) => {
    const root = join(folder, project.repository.replace("/", "+"), project.folder);
    return { project, root: existsSync(join(root, "dbt_project.yml")) ? root : undefined };
  });
}

/** How somebody gets a checkout that is missing. */
export function howToGet({ repository, commit }: CorpusProject, folder: string): string {
  const into = join(folder, repository.replace("/", "+"));
  return `git clone https://github.com/${repository} '${into}' && git -C '${into}' checkout ${commit}`;
}

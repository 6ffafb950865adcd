import { type CompileFigures, compileProject, modelsOf } from "./compile-project.ts";
import { type LintFigures, lintCorpusProject } from "./lint-corpus-project.ts";
import { overTheWire, type WireFigures } from "./over-the-wire.ts";
import { openPretended } from "./pretend-target.ts";
import type { CorpusProject } from "./projects.ts";

/** All that is measured of one project. */
export interface Figures {
  readonly compiled: CompileFigures;
  readonly lint: LintFigures;
  readonly wire: WireFigures;
  /** Reading the project and compiling both worlds of every model. */
  readonly compileSeconds: number;
  readonly lintSeconds: number;
  /** Megabytes, when compiled and linted. */
  readonly rss: number;
  /** Packages that the checkout has not. */
  readonly missingPackages: readonly string[];
}

/** Measures one project; time and memory are the process's own, so each project needs a process. */
export async function measure(root: string, project: CorpusProject, dist: string): Promise<Figures> {
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 100) / 10;
  const opened = await openPretended(root, project);
  const { snapshot } = opened;
  const compiled = compileProject(snapshot);
  const compileSeconds = seconds();
  const lint = await lintCorpusProject(snapshot, dist);
  const lintSeconds = Math.round((seconds() - compileSeconds) * 10) / 10;
  const rss = Math.round(process.resourceUsage().maxRSS / 1024);
  const wire = await overTheWire(
    dist,
    opened,
    modelsOf(snapshot).flatMap((it) => it.file ?? []),
  );
  const missingPackages = snapshot.environment.missingPackages.map((it) => it.name);
  return { compiled, lint, wire, compileSeconds, lintSeconds, rss, missingPackages };
}

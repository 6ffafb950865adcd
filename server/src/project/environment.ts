import type { Plain } from "../base/plain.ts";
import type { Problem } from "../base/problem.ts";
import { macroReader, propertiesReader, readRootPackage, targetFinder, wantedReader } from "./environment-steps.ts";
import { type Gathered, isPackageFile, missingAmong } from "./gathered.ts";
import { type IsIgnored, ignoreFiles, ignoring } from "./ignore.ts";
import type { ProjectSettings } from "./inputs.ts";
import { keepLast } from "./keep.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { readPackage } from "./package.ts";
import type { WantedPackage } from "./package-list.ts";
import type { Environment, MacroTable, Package, SourceFile, Target } from "./snapshot.ts";
import { projectScope } from "./yaml-scope.ts";

/** What an environment is computed from. */
export interface EnvironmentInputs {
  readonly root: string;
  readonly home: string;
  readonly env: { readonly [name: string]: string };
  readonly settings: ProjectSettings;
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Of files and seeds, in order; the same list while no file comes or goes. */
  readonly paths: readonly string[];
  /** Of reading the disk. */
  readonly problems: readonly Problem[];
}

/** An environment, and which files define the nodes that live in it. */
export interface BuiltEnvironment {
  readonly environment: Environment;
  readonly layout: Layout;
  readonly yamlSnapshots: Gathered["snapshots"];
}

/**
 * Makes the function that computes a project's environment.
 *
 * Every step keeps its last answer while its own inputs are the same files, so the environment stays
 * identical until something that it holds has changed: typing in a model changes none of it.
 */
export function environmentBuilder(): (inputs: EnvironmentInputs) => BuiltEnvironment {
  const findTarget = targetFinder();
  const scopeOfProject = keepLast(projectScope);
  const packageFiles = keepLast((paths: readonly string[], folder: string) =>
    paths.filter((it) => isPackageFile(it, folder)),
  );
  const packagesOf = keepLast((all: readonly Package[]) => all);
  const ignoredBy = keepLast(ignoring);
  const layout = keepLast(layoutOf);
  const readAll = propertiesReader();
  const readMacros = macroReader();
  const readWanted = wantedReader();
  const assemble = keepLast(environmentOf);

  return (inputs) => {
    const { settings, env, files, paths } = inputs;
    const found = findTarget(inputs);
    const scope = scopeOfProject(settings.vars, env, found.target);
    const root = readRootPackage(files, scope);
    const installed = packageFiles(paths, root.package.installPath).flatMap((it) => files.get(it) ?? []);
    const packages = packagesOf([root.package, ...installed.map((it) => readPackage(it, scope).package)]);
    const ignores = ignoreFiles(packages).map((it) => files.get(it));
    const isIgnored = ignoredBy(packages, ignores);
    const roles = layout(paths, packages, isIgnored);
    const properties = readAll(inputs, { target: found.target, packages, files: roles.properties });
    const macros = readMacros(files, roles.macros, {
      rootName: root.package.name,
      descriptions: properties.gathered.macroDescriptions,
    });
    const wanted = readWanted(inputs);
    const environment = assemble(
      [inputs.problems, root.problems, found.problems, wanted.problems, properties.problems, macros.problems],
      packages,
      isIgnored,
      found.target,
      macros.table,
      properties.gathered,
      roles,
      wanted.packages,
      settings.vars,
      env,
    );
    return { environment, layout: roles, yamlSnapshots: properties.gathered.snapshots };
  };
}

/** Takes its parts one by one, since `keepLast` compares each of them. */
function environmentOf(
  problems: readonly (readonly Problem[])[],
  packages: readonly Package[],
  isIgnored: IsIgnored,
  target: Target,
  macros: MacroTable,
  gathered: Gathered,
  layout: Layout,
  wanted: readonly WantedPackage[],
  commandLineVars: { readonly [key: string]: Plain },
  env: { readonly [name: string]: string },
): Environment {
  const [root] = packages;
  if (!root) throw new Error("a project without its root package");
  return {
    packages,
    root,
    isIgnored,
    missingPackages: missingAmong(wanted, packages),
    target,
    macros,
    sources: gathered.sources,
    modelPaths: layout.models,
    seedPaths: layout.seeds,
    patches: gathered.patches,
    commandLineVars,
    env,
    problems: problems.flat(),
  };
}

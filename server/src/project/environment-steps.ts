import type { Problem } from "../base/problem.ts";
import { inSource } from "../base/span.ts";
import type { EnvironmentInputs } from "./environment.ts";
import { type Gathered, gather } from "./gathered.ts";
import { keepLast } from "./keep.ts";
import type { PackageFile } from "./layout.ts";
import { macroTable } from "./macro-table.ts";
import { defaultPackage, profileOf, type ReadPackage, readPackage } from "./package.ts";
import { readPackageList, type WantedPackage } from "./package-list.ts";
import { profilesPaths, readTarget, startOf } from "./profiles.ts";
import { type Properties, readProperties } from "./properties.ts";
import type { YamlScope } from "./render-yaml.ts";
import type { MacroTable, Package, SourceFile, Target } from "./snapshot.ts";
import { profileScope, propertiesScopes } from "./yaml-scope.ts";

const PROJECT_FILE = "dbt_project.yml";

type Files = ReadonlyMap<string, SourceFile>;

const NO_PROJECT_FILE: readonly Problem[] = [
  { kind: "config", message: "dbt_project.yml is missing.", at: startOf(PROJECT_FILE), causes: [] },
];

/** The root project's own package; dbt's defaults where its file is gone. */
export function readRootPackage(files: Files, scope: YamlScope): ReadPackage {
  const file = files.get(PROJECT_FILE);
  return file ? readPackage(file, scope) : WITHOUT_PROJECT_FILE;
}

const WITHOUT_PROJECT_FILE: ReadPackage = {
  package: defaultPackage(""),
  problems: NO_PROJECT_FILE,
};

/** Finds the target; asks again only when the profile's name, its file or the choice of a target has changed. */
export function targetFinder(): (inputs: EnvironmentInputs) => ReturnType<typeof readTarget> {
  const scopeOfProfile = keepLast(profileScope);
  const find = keepLast(
    (
      file: SourceFile | undefined,
      scope: YamlScope,
      profileName: string | undefined,
      start: number,
      end: number,
      targetName: string | undefined,
      root: string,
      lookedIn: readonly string[],
    ) => {
      const askedAt = { path: PROJECT_FILE, span: inSource(start, end) };
      return readTarget({ file, scope, profileName, askedAt, targetName, root, lookedIn });
    },
  );
  return ({ root, home, env, settings, files }) => {
    const scope = scopeOfProfile(settings.vars, env);
    const project = files.get(PROJECT_FILE);
    const profile = project && profileOf(project, scope);
    const places = profilesPaths({ root, home, env, profilesDir: settings.profilesDir });
    const file = places.map((it) => files.get(it)).find((it) => it !== undefined);
    const asked = settings.target ?? env["DBT_ENGINE_TARGET"] ?? env["DBT_TARGET"];
    return find(file, scope, profile?.name, profile?.span.start ?? 0, profile?.span.end ?? 0, asked, root, places);
  };
}

/** Reads all properties files and puts them together. */
export function propertiesReader() {
  const scopesOf = keepLast(propertiesScopes);
  const gatherAll = keepLast((read: readonly (Properties | undefined)[], owners: readonly PackageFile[]) =>
    gather(read, owners),
  );
  const problemsOf = keepLast((lists: readonly (readonly Problem[])[]): readonly Problem[] => lists.flat());
  return (
    { settings, env, files }: EnvironmentInputs,
    parts: { readonly target: Target; readonly packages: readonly Package[]; readonly files: readonly PackageFile[] },
  ): { readonly gathered: Gathered; readonly problems: readonly Problem[] } => {
    const scopes = scopesOf(settings.vars, env, parts.target, parts.packages);
    const read = parts.files.map(({ path, packageName }) => {
      const file = files.get(path);
      const scope = scopes.get(packageName);
      return file && scope && readProperties(file, scope);
    });
    const gathered = gatherAll(read, parts.files);
    const problems = problemsOf([
      ...read.flatMap((it) => (it && it.problems.length > 0 ? [it.problems] : [])),
      gathered.problems,
    ]);
    return { gathered, problems };
  };
}

/** Builds the macro table; the same one while no macro file and no description changes. */
export function macroReader() {
  const build = keepLast(
    (
      files: readonly (SourceFile | undefined)[],
      owners: readonly PackageFile[],
      rootName: string,
      descriptions: ReadonlyMap<string, string>,
    ) => {
      const known = files.flatMap((file, at) =>
        file ? [{ file, packageName: owners[at]?.packageName ?? rootName }] : [],
      );
      return macroTable(known, rootName, descriptions);
    },
  );
  return (
    files: Files,
    owners: readonly PackageFile[],
    { rootName, descriptions }: { readonly rootName: string; readonly descriptions: ReadonlyMap<string, string> },
  ): { readonly table: MacroTable; readonly problems: readonly Problem[] } =>
    build(
      owners.map((it) => files.get(it.path)),
      owners,
      rootName,
      descriptions,
    );
}

/** What packages.yml and dependencies.yml ask for. */
export function wantedReader() {
  const scopeOf = keepLast(profileScope);
  const join = keepLast((lists: readonly ReturnType<typeof readPackageList>[]) => ({
    packages: lists.flatMap((it) => it.packages),
    problems: lists.flatMap((it) => it.problems),
  }));
  return ({
    files,
    settings,
    env,
  }: EnvironmentInputs): { readonly packages: readonly WantedPackage[]; readonly problems: readonly Problem[] } => {
    const scope = scopeOf(settings.vars, env);
    const present = ["packages.yml", "dependencies.yml"].flatMap((it) => files.get(it) ?? []);
    return join(present.map((it) => readPackageList(it, scope)));
  };
}

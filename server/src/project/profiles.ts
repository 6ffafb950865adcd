import { isAbsolute, resolve } from "node:path";
import type { Location } from "../base/location.ts";
import type { Plain } from "../base/plain.ts";
import type { Problem } from "../base/problem.ts";
import { inSource } from "../base/span.ts";
import { parseYaml } from "../yaml/parse.ts";
import { entryOf, type YamlEntry, type YamlNode } from "../yaml/tree.ts";
import { fileName, locationPath } from "./paths.ts";
import type { YamlScope } from "./render-yaml.ts";
import { ShapeReader } from "./shape.ts";
import type { SourceFile, Target } from "./snapshot.ts";
import { namesOfOutput } from "./target-fields.ts";

/** Where dbt looks for profiles.yml: spec 6.3. */
export interface ProfilePlaces {
  readonly root: string;
  readonly home: string;
  /** `--profiles-dir` or the setting. */
  readonly profilesDir: string | undefined;
  readonly env: { readonly [name: string]: string };
}

/** The paths, as in `Location`, of which dbt takes the first that exists. */
export function profilesPaths({ root, home, profilesDir, env }: ProfilePlaces): readonly string[] {
  const inFolder = (folder: string) => locationPath(root, resolve(root, folder, "profiles.yml"));
  const asked = profilesDir ?? env["DBT_ENGINE_PROFILES_DIR"] ?? env["DBT_PROFILES_DIR"];
  if (asked) return [inFolder(asked)];
  return ["profiles.yml", inFolder(resolve(home, ".dbt"))];
}

/** What a target is looked up by. */
export interface TargetRequest {
  readonly root: string;
  /** `profile:` of dbt_project.yml. */
  readonly profileName: string | undefined;
  /** Where it stands, or the file's beginning. */
  readonly askedAt: Location;
  /** `--target`, the setting or `DBT_TARGET`. */
  readonly targetName: string | undefined;
  readonly file: SourceFile | undefined;
  readonly lookedIn: readonly string[];
  readonly scope: YamlScope;
}

/**
 * The connection that profiles.yml describes.
 *
 * Only the output that is used is rendered, as dbt does: another one may need variables that aren't
 * set here. Whatever is missing is one problem with the next step, and gives a made-up target.
 */
export function readTarget(request: TargetRequest): { readonly target: Target; readonly problems: readonly Problem[] } {
  const { file, profileName, askedAt } = request;
  const reader = new ShapeReader(file?.path ?? askedAt.path, request.scope.render);
  const problems: Problem[] = reader.problems;
  const refuse = (at: Location, message: string) => {
    problems.push({ kind: "profile", message, at, causes: [], severity: "warning" });
    return { target: madeUp(request), problems };
  };

  if (profileName === undefined)
    return refuse(
      askedAt,
      "dbt_project.yml names no profile. Add `profile:` with the name of an entry of profiles.yml.",
    );
  if (!file)
    return refuse(askedAt, `No profile "${profileName}": profiles.yml was not found (${lookedIn(request.lookedIn)}).`);

  const { root, problems: syntax } = parseYaml(file);
  reader.reportSyntax(syntax);
  const profile = entryOf(root, profileName);
  if (!profile) return refuse(askedAt, `No profile "${profileName}" in ${file.path}. ${itHas(root, "config")}`);

  const outputs = entryOf(profile.value, "outputs");
  const chosen = entryOf(profile.value, "target");
  const name = request.targetName ?? reader.text(chosen?.value, "`target`") ?? "default";
  const output = entryOf(outputs?.value, name);
  const place = chosen && request.targetName === undefined ? chosen.value.span : profile.keySpan;
  if (!output)
    return refuse(reader.at(place), `The profile "${profileName}" has no output "${name}". ${itHas(outputs?.value)}`);

  return { target: targetOf(reader, request, { profileName, name, output }), problems };
}

function targetOf(
  reader: ShapeReader,
  request: TargetRequest,
  { profileName, name, output }: { readonly profileName: string; readonly name: string; readonly output: YamlEntry },
): Target {
  const before = reader.problems.length;
  const fields = reader.record(output.value, `The output "${name}"`);
  const complain = (message: string) => reader.report(output.keySpan, message, "profile");
  const type = typeof fields["type"] === "string" ? fields["type"] : undefined;
  if (type === undefined) complain(`The output "${name}" needs \`type:\`, the adapter: \`duckdb\`, \`postgres\`, …`);
  const path = type === "duckdb" ? duckdbPath(fields["path"], request.root) : undefined;
  const named = namesOfOutput(type ?? "duckdb", fields);
  const ofPath = path === undefined ? undefined : databaseOf(path);
  if (ofPath !== undefined && named.database !== undefined && named.database !== ofPath)
    complain(
      `The output "${name}" names the database "${named.database}", but its path makes it "${ofPath}". dbt refuses that: leave \`database:\` out.`,
    );
  const database = ofPath ?? named.database;
  if (type !== undefined && named.schema === undefined)
    complain(`The output "${name}" needs \`schema:\`, where models are built.`);
  if (type !== undefined && database === undefined) complain(`The output "${name}" names no database.`);
  const invented = madeUp(request);
  return {
    known: reader.problems.length === before,
    profileName,
    name,
    type: type ?? invented.type,
    database: database ?? invented.database,
    schema: named.schema ?? invented.schema,
    threads: typeof fields["threads"] === "number" ? fields["threads"] : Number(fields["threads"]) || 1,
    path,
    secretFields: fields,
    at: reader.at(output.keySpan),
  };
}

/** Relative to the project's root, since dbt is run there; `:memory:` and addresses (`md:…`, `s3://…`) stay. */
function duckdbPath(path: Plain | undefined, root: string): string {
  if (typeof path !== "string" || path === "" || path === ":memory:") return ":memory:";
  if (isAbsolute(path) || /^[a-z][a-z0-9+]+:/i.test(path)) return path;
  return resolve(root, path);
}

/** dbt-duckdb calls the database as its file is called, up to the first dot. */
function databaseOf(path: string): string {
  if (path === ":memory:") return "memory";
  const address = /^(?:md|motherduck):([^?]*)/.exec(path);
  if (address) return address[1] || "my_db";
  const name = fileName(path.replaceAll("\\", "/")).replace(/^\.+/, "");
  return name.split(/[.?]/)[0] ?? name;
}

function madeUp({ profileName, targetName }: TargetRequest): Target {
  return {
    known: false,
    profileName: profileName ?? "",
    name: targetName ?? "dev",
    type: "duckdb",
    database: "dev",
    schema: "main",
    threads: 1,
    path: undefined,
    secretFields: {},
    at: undefined,
  };
}

function itHas(node: YamlNode | undefined, except?: string): string {
  const names = node?.kind === "map" ? node.entries.map((it) => it.key).filter((it) => it !== except) : [];
  return names.length === 0 ? "It has none." : `It has: ${names.join(", ")}.`;
}

function lookedIn(paths: readonly string[]): string {
  return paths.length === 1 ? `looked for ${paths[0]}` : `looked in ${paths.length} places: ${paths.join(", ")}`;
}

/** The beginning of a file: for what is missing in it as a whole. */
export function startOf(path: string): Location {
  return { path, span: inSource(0, 0) };
}

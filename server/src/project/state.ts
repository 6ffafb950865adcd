import { assertNever } from "../base/never.ts";
import type { Problem } from "../base/problem.ts";
import type { Change, ProjectInputs } from "./inputs.ts";
import type { Catalog, RunFailure, SourceFile, SqlTree } from "./snapshot.ts";

/** The inputs with all changes since, before anything is computed of them. */
export interface ProjectState {
  /** `files` and `seeds` as the disk has them. */
  readonly inputs: ProjectInputs;
  /** Unsaved texts by path. */
  readonly overlays: ReadonlyMap<string, SourceFile>;
  /** Disk and overlays together. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Of files and seeds, in order; the same list while none comes or goes. */
  readonly paths: readonly string[];
  readonly catalog: Catalog;
  readonly trees: ReadonlyMap<string, SqlTree | "unparsable">;
  readonly runFailures: ReadonlyMap<string, RunFailure>;
}

/** Trees of texts that are no longer anyone's are forgotten once there are this many. */
const MOST_TREES = 20_000;

const NOTHING_KNOWN: Catalog = { relations: new Map(), complete: new Set() };

/** The state right after loading. */
export function stateOf(inputs: ProjectInputs): ProjectState {
  return {
    inputs,
    overlays: new Map(),
    files: inputs.files,
    paths: pathsOf(inputs.files, inputs.seeds),
    catalog: NOTHING_KNOWN,
    trees: new Map(),
    runFailures: new Map(),
  };
}

/** The next state. A file whose text stays equal stays the same object, so that nothing of it is computed again. */
export function applyChanges(state: ProjectState, changes: readonly Change[]): ProjectState {
  return changes.reduce(applyOne, state);
}

function applyOne(state: ProjectState, change: Change): ProjectState {
  switch (change.kind) {
    case "disk":
      return withFiles(withProblem(state, change), { files: edited(state.inputs.files, change, state.files) });
    case "overlay":
      return withFiles(state, { overlays: edited(state.overlays, change, state.files) });
    case "seed":
      return withFiles(state, { seeds: withSeed(state.inputs.seeds, change) });
    case "reload":
      return withFiles(
        { ...state, inputs: { ...change.inputs, settings: state.inputs.settings } },
        reread(state, change.inputs),
      );
    case "settings":
      return { ...state, inputs: { ...state.inputs, settings: change.settings } };
    case "catalog":
      return { ...state, catalog: change.catalog };
    case "trees":
      return { ...state, trees: withTrees(state.trees, change.trees) };
    case "run":
      return { ...state, runFailures: withRun(state.runFailures, change) };
    default:
      return assertNever(change);
  }
}

function withFiles(
  state: ProjectState,
  next: {
    readonly files?: ReadonlyMap<string, SourceFile>;
    readonly overlays?: ReadonlyMap<string, SourceFile>;
    readonly seeds?: ReadonlySet<string>;
  },
): ProjectState {
  const disk = next.files ?? state.inputs.files;
  const overlays = next.overlays ?? state.overlays;
  const seeds = next.seeds ?? state.inputs.seeds;
  if (disk === state.inputs.files && overlays === state.overlays && seeds === state.inputs.seeds) return state;
  const files = new Map(disk);
  for (const [path, file] of overlays) if (files.get(path)?.text !== file.text) files.set(path, file);
  const paths = sameKeys(state, files, seeds) ? state.paths : pathsOf(files, seeds);
  return { ...state, inputs: { ...state.inputs, files: disk, seeds }, overlays, files, paths };
}

/** A saved text is the one that was typed: it stays the object that the snapshot already has. */
function edited(
  files: ReadonlyMap<string, SourceFile>,
  { path, text }: { readonly path: string; readonly text: string | undefined },
  current: ReadonlyMap<string, SourceFile>,
): ReadonlyMap<string, SourceFile> {
  if (files.get(path)?.text === text) return files;
  const next = new Map(files);
  const known = current.get(path);
  if (text === undefined) next.delete(path);
  else next.set(path, known?.text === text ? known : { path, text });
  return next;
}

/** What kept a file from being read goes away once it can be, and stays while an editor shows what it made of it. */
function withProblem(
  state: ProjectState,
  { path, problem }: { readonly path: string; readonly problem?: Problem | undefined },
): ProjectState {
  const { problems } = state.inputs;
  if (!problem && !problems.some((it) => it.at.path === path)) return state;
  const others = problems.filter((it) => it.at.path !== path);
  return { ...state, inputs: { ...state.inputs, problems: problem ? [...others, problem] : others } };
}

function reread(state: ProjectState, { files, seeds }: ProjectInputs) {
  const kept = new Map<string, SourceFile>();
  for (const [path, file] of files) {
    const known = state.inputs.files.get(path);
    kept.set(path, known?.text === file.text ? known : file);
  }
  return { files: kept, seeds };
}

function withSeed(
  seeds: ReadonlySet<string>,
  { path, exists }: { readonly path: string; readonly exists: boolean },
): ReadonlySet<string> {
  if (seeds.has(path) === exists) return seeds;
  const next = new Set(seeds);
  if (exists) next.add(path);
  else next.delete(path);
  return next;
}

function withTrees(known: ProjectState["trees"], added: ProjectState["trees"]): ProjectState["trees"] {
  return known.size + added.size > MOST_TREES ? added : new Map([...known, ...added]);
}

function withRun(
  known: ReadonlyMap<string, RunFailure>,
  { uniqueId, failure }: { readonly uniqueId: string; readonly failure: RunFailure | undefined },
): ReadonlyMap<string, RunFailure> {
  if (failure === undefined && !known.has(uniqueId)) return known;
  const next = new Map(known);
  if (failure) next.set(uniqueId, failure);
  else next.delete(uniqueId);
  return next;
}

function sameKeys(state: ProjectState, files: ReadonlyMap<string, SourceFile>, seeds: ReadonlySet<string>): boolean {
  if (state.files.size !== files.size || state.inputs.seeds !== seeds) return false;
  for (const path of files.keys()) if (!state.files.has(path)) return false;
  return true;
}

function pathsOf(files: ReadonlyMap<string, SourceFile>, seeds: ReadonlySet<string>): readonly string[] {
  return [...new Set([...files.keys(), ...seeds])].sort();
}

import { environmentBuilder } from "./environment.ts";
import { identitiesOf, snapshotNames, versionKeeper } from "./identities.ts";
import type { Change, ProjectInputs } from "./inputs.ts";
import { keepLast } from "./keep.ts";
import { nodeTableBuilder, type ParseNode } from "./node-table.ts";
import { parseNode as parseModel } from "./parse-model.ts";
import type { ProjectSnapshot } from "./snapshot.ts";
import { applyChanges, type ProjectState, stateOf } from "./state.ts";

/**
 * The only mutable object: it holds the latest snapshot of a project and makes the next one.
 *
 * A snapshot is a pure function of the inputs; what the host remembers only decides which objects stay
 * identical. Typing in a model keeps `environment`, every other node, equal facts, and the graph.
 */
export class ProjectHost {
  #state: ProjectState;
  #snapshot: ProjectSnapshot;
  readonly #compute: (state: ProjectState, revision: number) => ProjectSnapshot;

  constructor(inputs: ProjectInputs, parseNode: ParseNode = parseModel) {
    this.#compute = snapshotBuilder(parseNode);
    this.#state = stateOf(inputs);
    this.#snapshot = this.#compute(this.#state, 1);
  }

  get snapshot(): ProjectSnapshot {
    return this.#snapshot;
  }

  /** Takes in what happened outside and gives the next snapshot; its revision is one higher, whatever the changes were. */
  apply(changes: Change | readonly Change[]): ProjectSnapshot {
    this.#state = applyChanges(this.#state, isList(changes) ? changes : [changes]);
    this.#snapshot = this.#compute(this.#state, this.#snapshot.revision + 1);
    return this.#snapshot;
  }
}

function isList(changes: Change | readonly Change[]): changes is readonly Change[] {
  return Array.isArray(changes);
}

function snapshotBuilder(parseNode: ParseNode): (state: ProjectState, revision: number) => ProjectSnapshot {
  const build = environmentBuilder();
  const identities = keepLast(identitiesOf);
  const nodeTable = nodeTableBuilder(parseNode);
  const versions = versionKeeper();
  const none: readonly string[] = [];

  return (state, revision) => {
    const { inputs, files, paths, catalog, trees, runFailures } = state;
    const { environment, layout, yamlSnapshots } = build({ ...inputs, files, paths });
    const snapshotsIn = layout.snapshots.map(({ path }) => {
      const file = files.get(path);
      return file ? snapshotNames(file) : none;
    });
    const versioned = versions(environment.patches);
    const known = identities(environment.packages, layout, yamlSnapshots, snapshotsIn, versioned);
    const nodes = nodeTable(environment, known, files);
    return { revision, root: inputs.root, files, environment, nodes, catalog, trees, runFailures };
  };
}

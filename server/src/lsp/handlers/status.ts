import { profileTargets } from "../../project/profile-targets.ts";
import type { LspRequests, ProjectStatus } from "../../protocol/lsp.ts";
import type { SlowHandler } from "../dispatch.ts";
import { fileOf, pathWithin } from "../paths.ts";
import type { Session } from "../session.ts";

type Status = LspRequests["highwater/status"];

/** Answered at once, also while the project is being read. */
export const onStatus: SlowHandler<Session, Status["params"], Status["result"]> = {
  method: "highwater/status",
  empty: null,
  async answer({ workspace }, { uri }): Promise<ProjectStatus | null> {
    const file = fileOf(uri);
    const project = file === undefined ? undefined : (workspace.projectOf(file) ?? (await workspace.loaded(file)));
    if (file === undefined || !project) return null;
    const { root, snapshot } = project;
    if (!snapshot) {
      return { root, project: "", target: "", adapter: "", problem: null, indexing: true, model: null, targets: [] };
    }
    const { environment, nodes } = snapshot;
    const { target, root: own, problems } = environment;
    const node = nodes.at(pathWithin(root, file) ?? "");
    const problem = target.known
      ? null
      : (problems.find((it) => it.kind === "profile")?.message ?? "No usable profile.");
    return {
      root,
      project: own.name,
      target: target.name,
      adapter: target.type,
      problem,
      indexing: false,
      model: node?.resourceType === "model" ? node.name : null,
      targets: profileTargets(snapshot),
    };
  },
};

import type { Plain } from "../base/plain.ts";
import { patchOf } from "../project/patch-of.ts";
import type { Node, ProjectSnapshot } from "../project/snapshot.ts";
import type { Comments } from "./materializations/input.ts";

/** What `persist_docs` asks to be written beside a model: its own description, its columns', or both. */
export function commentsOf({ environment }: ProjectSnapshot, node: Node): Comments {
  const asked = node.facts.config["persist_docs"];
  const wants = (key: string) => isRecord(asked) && asked[key] === true;
  const description = patchOf(environment, node)?.description ?? "";
  const columns = node.facts.columns.filter((it) => it.description !== "");
  return {
    relation: wants("relation") && description !== "" ? description : null,
    columns: wants("columns") ? columns : [],
  };
}

function isRecord(value: Plain | undefined): value is { readonly [key: string]: Plain } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

import { readFileSync } from "node:fs";

/** What a reader says that the rules should find in one real model: see test-fixtures/accuracy/README.md. */
export interface Label {
  readonly repo: string;
  readonly commit: string;
  readonly path: string;
  readonly adapter: string;
  readonly sample: "random" | "targeted";
  readonly partial?: true;
  readonly nearDuplicate?: true;
  readonly rules: readonly { readonly id: string; readonly line: number; readonly unsure?: true }[];
  readonly mustNot: readonly string[];
}

/** Reads the labels, one a line. */
export function readLabels(path: string): readonly Label[] {
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((it) => it !== "").map((it): Label => JSON.parse(it));
}

import type { Node } from "../project/snapshot.ts";

/**
 * Whether a model's file holds nothing but blanks: dbt keeps it in its manifest, lists it, and leaves it out
 * of every run and compile (measured with dbt Core 1.11). A comment is not nothing.
 */
export function isBlank({ resourceType, file }: Node): boolean {
  return resourceType === "model" && file !== undefined && file.text.trim() === "";
}

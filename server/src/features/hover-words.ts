import { variable } from "../project/context/variables.ts";
import type { Node, ProjectSnapshot } from "../project/snapshot.ts";
import { describedIn } from "./doc-blocks.ts";
import { hoverOfMacro } from "./hover-macro.ts";
import { testMacro } from "./meaning.ts";
import { packageOf } from "./package-of.ts";
import { placeInWords } from "./place.ts";
import { varPlaces } from "./var-places.ts";
import { valueInWords } from "./words.ts";

/** A variable of the project: its value for the file, and where it was set. */
export function hoverOfVar(snapshot: ProjectSnapshot, path: string, name: string): string {
  const { environment } = snapshot;
  const value = variable(environment, packageOf(snapshot, path), name);
  if (value === undefined) return `Nobody sets \`${name}\`: its default counts, and without one dbt stops.`;
  const [place] = varPlaces(snapshot, path, name);
  const isGiven = Object.hasOwn(environment.commandLineVars, name);
  const where = isGiven ? "given with `--vars` or the setting" : place ? `set in ${placeInWords(snapshot, place)}` : "";
  return `\`${name}\` is \`${valueInWords(value)}\`${where === "" ? "" : `, ${where}`}.`;
}

/** dbt's own four generic tests (dbt: "Data tests"). */
const OWN_TESTS: Readonly<Record<string, string>> = {
  unique: "Fails for every value that occurs more than once.",
  not_null: "Fails for every row without a value.",
  accepted_values: "Fails for every value that is not in the list.",
  relationships: "Fails for every value that the other model's column has not.",
};

/** A generic test: what it checks. */
export function hoverOfTest(snapshot: ProjectSnapshot, path: string, name: string): string | undefined {
  const macro = testMacro(snapshot, path, name);
  if (macro) return hoverOfMacro(snapshot, macro);
  const does = OWN_TESTS[name];
  return does && `**${name}** · ${does}`;
}

/** A column as the properties describe it. */
export function hoverOfColumn(snapshot: ProjectSnapshot, node: Node | undefined, name: string): string | undefined {
  const column = node?.facts.columns.find((it) => it.name.toLowerCase() === name.toLowerCase());
  if (!node || !column) return undefined;
  const type = column.dataType === undefined ? "" : ` · ${column.dataType}`;
  const tests = column.tests.map((it) => it.name).join(", ");
  const parts = [
    `**${node.name}.${column.name}**${type}`,
    describedIn(snapshot, node.path, column.description).trim(),
    tests && `Tests: ${tests}`,
  ];
  return parts.filter((it) => it !== "").join("\n\n");
}

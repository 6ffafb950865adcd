import type { MacroDefinition, ProjectSnapshot } from "../project/snapshot.ts";
import { parseYaml } from "../yaml/parse.ts";
import { entryOf, type YamlMap } from "../yaml/tree.ts";
import { describedIn } from "./doc-blocks.ts";
import { table } from "./hover-node.ts";
import { packageOf } from "./package-of.ts";
import { mapsOf, textOf } from "./yaml-shape.ts";

/** A macro's signature as it is written, what its properties say of it and its arguments, and where it is. */
export function hoverOfMacro(snapshot: ProjectSnapshot, definition: MacroDefinition): string {
  const { macro, file, packageName, description } = definition;
  const parameters = macro.parameters.map(({ name, fallback }) => {
    return fallback ? `${name}=${file.text.slice(fallback.span.start, fallback.span.end)}` : name;
  });
  const tag = macro.tag === "data_test" ? "test" : macro.tag;
  const signature = `\`\`\`jinja\n{% ${tag} ${macro.name}(${parameters.join(", ")}) %}\n\`\`\``;
  const told = describedIn(snapshot, file.path, description).trim();
  const parts = [signature, told, argumentsOf(snapshot, definition), `${packageName} · ${file.path}`];
  return parts.filter((it) => it !== "").join("\n\n");
}

/** The arguments that a properties file describes, as a table. */
function argumentsOf(snapshot: ProjectSnapshot, { macro, packageName }: MacroDefinition): string {
  for (const file of snapshot.files.values()) {
    // The text is looked at before the tree: few YAML files describe macros.
    if (!/\.ya?ml$/.test(file.path) || !file.text.includes("macros:") || !file.text.includes(macro.name)) continue;
    if (packageOf(snapshot, file.path) !== packageName) continue;
    const entry = mapsOf(entryOf(parseYaml(file).root, "macros")?.value).find(
      (it) => textOf(entryOf(it, "name")?.value) === macro.name,
    );
    const listed = entry ? mapsOf(entryOf(entry, "arguments")?.value) : [];
    const rows = listed.map((it) => ({
      name: text(it, "name"),
      dataType: text(it, "type"),
      description: describedIn(snapshot, file.path, text(it, "description")),
    }));
    if (rows.length > 0) return table(rows).replace("| column |", "| argument |");
  }
  return "";
}

function text(map: YamlMap, key: string): string {
  return textOf(entryOf(map, key)?.value) ?? "";
}

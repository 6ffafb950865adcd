import type { MacroDefinition } from "../project/snapshot.ts";

/** A macro's signature as it is written, what its properties say, and where it is. */
export function hoverOfMacro({ macro, file, packageName, description }: MacroDefinition): string {
  const parameters = macro.parameters.map(({ name, fallback }) => {
    return fallback ? `${name}=${file.text.slice(fallback.span.start, fallback.span.end)}` : name;
  });
  const signature = `\`\`\`jinja\n{% macro ${macro.name}(${parameters.join(", ")}) %}\n\`\`\``;
  return [signature, description.trim(), `${packageName} · ${file.path}`].filter((it) => it !== "").join("\n\n");
}

import { entryOf, type YamlMap, type YamlNode } from "../yaml/tree.ts";
import { readTests } from "./property-tests.ts";
import type { ShapeReader } from "./shape.ts";
import type { ColumnProperties } from "./snapshot.ts";

/** The `columns:` of a model, seed, snapshot or source table, in order. A constraint on the whole that names one column is that column's. */
export function readColumns(reader: ShapeReader, owner: YamlMap): readonly ColumnProperties[] {
  const whole = reader.maps(entryOf(owner, "constraints")?.value, "`constraints`");
  return reader.maps(entryOf(owner, "columns")?.value, "`columns`").flatMap((map) => {
    // `- include: all` says which columns a version of a model has; it names none.
    if (!entryOf(map, "name") && entryOf(map, "include")) return [];
    const name = reader.name(map, "`columns`");
    if (!name) return [];
    const own = reader.maps(entryOf(map, "constraints")?.value, "`constraints`");
    const shared = whole.filter((it) => names(reader, entryOf(it, "columns")?.value, name.text));
    return {
      name: name.text,
      description: reader.raw(entryOf(map, "description")?.value),
      dataType: reader.text(entryOf(map, "data_type")?.value, "`data_type`"),
      tests: readTests(reader, map),
      constraints: [...own, ...shared].flatMap((it) => reader.text(entryOf(it, "type")?.value, "`type`") ?? []),
      at: name.at,
    };
  });
}

function names(reader: ShapeReader, columns: YamlNode | undefined, name: string): boolean {
  const listed = reader.texts(columns, "`columns`");
  return listed?.length === 1 && listed[0] === name;
}

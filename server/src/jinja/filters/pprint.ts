import { pointLength } from "../code-points.ts";
import { compare } from "../compare.ts";
import { isString, quoted, repr, textOf } from "../text.ts";
import { type Charge, PyDict, PyError, PyList, PySet, PyTuple, type Value } from "../values.ts";

const WIDTH = 80;

interface Room {
  /** The column that the value starts in. */
  readonly column: number;
  /** What has to fit behind it on its last line. */
  readonly behind: number;
}

/** Python's `pprint.pformat(value)`: on one line where 80 columns are enough, else an item a line; dicts by key. */
export function prettyText(value: Value, charge: Charge): string {
  return pretty(value, { column: 0, behind: 0 }, charge, 0);
}

function pretty(value: Value, room: Room, charge: Charge, depth: number): string {
  const flat = flatText(value, charge, depth);
  charge(1 + flat.length / 64);
  if (pointLength(flat) <= WIDTH - room.column - room.behind) return flat;
  if (value instanceof PyDict) return prettyDict(value, room, charge, depth);
  if (value instanceof PyList && value.items.length > 0)
    return prettyItems(value.items, ["[", "]"], room, charge, depth);
  if (value instanceof PyTuple && value.items.length > 0)
    return prettyItems(value.items, ["(", value.items.length === 1 ? ",)" : ")"], room, charge, depth);
  if (value instanceof PySet && value.size > 0)
    return prettyItems(sortedKeys(value.values()), ["{", "}"], room, charge, depth);
  return isString(value) ? prettyString(textOf(value), room, depth) : flat;
}

/** As `repr`, but with the keys of every dict in order. */
function flatText(value: Value, charge: Charge, depth: number): string {
  if (depth > 200) throw new PyError("RecursionError", "maximum recursion depth exceeded");
  charge(1);
  const flat = (it: Value) => flatText(it, charge, depth + 1);
  if (value instanceof PyList) return `[${value.items.map(flat).join(", ")}]`;
  if (value instanceof PyTuple) return `(${value.items.map(flat).join(", ")}${value.items.length === 1 ? "," : ""})`;
  if (value instanceof PyDict)
    return `{${sortedEntries(value)
      .map(([key, it]) => `${flat(key)}: ${flat(it)}`)
      .join(", ")}}`;
  return repr(value);
}

function sortedEntries(dict: PyDict): readonly (readonly [Value, Value])[] {
  return [...dict.entries()].sort(([a], [b]) => keyOrder(a, b));
}

function sortedKeys(keys: Iterable<Value>): Value[] {
  return [...keys].sort(keyOrder);
}

// Keys without an order among them stay as they are.
function keyOrder(a: Value, b: Value): number {
  try {
    return compare("<", a, b) ? -1 : compare("<", b, a) ? 1 : 0;
  } catch (error) {
    if (error instanceof PyError) return 0;
    throw error;
  }
}

function prettyItems(
  items: readonly Value[],
  [start, end]: readonly [string, string],
  { column, behind }: Room,
  charge: Charge,
  depth: number,
): string {
  const lines = items.map((it, at) =>
    pretty(it, { column: column + 1, behind: at === items.length - 1 ? behind + end.length : 1 }, charge, depth + 1),
  );
  return start + lines.join(`,\n${" ".repeat(column + 1)}`) + end;
}

function prettyDict(dict: PyDict, { column, behind }: Room, charge: Charge, depth: number): string {
  const entries = sortedEntries(dict);
  const lines = entries.map(([key, value], at) => {
    const name = `${flatText(key, charge, depth + 1)}: `;
    const last = at === entries.length - 1;
    const room = { column: column + 1 + pointLength(name), behind: last ? behind + 1 : 1 };
    return name + pretty(value, room, charge, depth + 1);
  });
  return `{${lines.join(`,\n${" ".repeat(column + 1)}`)}}`;
}

// A long str is written as several literals one below the other, broken between words.
function prettyString(text: string, { column, behind }: Room, depth: number): string {
  const bracket = depth === 0 ? 1 : 0;
  const lines = text.split(/(?<=\n)/);
  const chunks: string[] = [];
  lines.forEach((line, at) => {
    const lastLine = at === lines.length - 1;
    const room = WIDTH - column - bracket;
    if (quoted(line).length <= room - (lastLine ? behind + bracket : 0)) chunks.push(quoted(line));
    else chunks.push(...wordChunks(line, room, lastLine ? behind + bracket : 0));
  });
  if (chunks.length === 1) return chunks[0] ?? "";
  const body = chunks.join(`\n${" ".repeat(column + bracket)}`);
  return bracket ? `(${body})` : body;
}

function wordChunks(line: string, room: number, behind: number): string[] {
  const chunks: string[] = [];
  let current = "";
  const words = line.match(/\S*\s*/g)?.filter((it) => it !== "") ?? [];
  words.forEach((word, at) => {
    const candidate = current + word;
    const most = at === words.length - 1 ? room - behind : room;
    if (quoted(candidate).length > most && current !== "") {
      chunks.push(quoted(current));
      current = word;
    } else current = candidate;
  });
  return current === "" ? chunks : [...chunks, quoted(current)];
}

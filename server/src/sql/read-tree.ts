import type { SelectFacts, SqlTree } from "./tree.ts";

type Json = { readonly [key: string]: unknown };

/** Takes out of a parser's tree what rules ask for. The shapes differ from grammar to grammar; what isn't recognised is left out. */
export function readTree(ast: unknown): SqlTree {
  const selects: SelectFacts[] = [];
  for (const statement of list(ast)) readNested(statement, undefined, selects);
  return { selects };
}

const isJson = (it: unknown): it is Json => typeof it === "object" && it !== null && !Array.isArray(it);
const list = (it: unknown): readonly unknown[] => (Array.isArray(it) ? it : [it]);
const text = (it: unknown) => (typeof it === "string" ? it : undefined);

/** Finds the selects of any piece of the tree, and gives each the CTE that it stands in. */
function readNested(it: unknown, cte: string | undefined, into: SelectFacts[]): void {
  if (Array.isArray(it)) {
    for (const item of it) readNested(item, cte, into);
  } else if (isJson(it)) {
    if (it["type"] === "select") readSelect(it, cte, into);
    else for (const value of Object.values(it)) readNested(value, cte, into);
  }
}

function readSelect(select: Json, cte: string | undefined, into: SelectFacts[]): void {
  for (const item of list(select["with"])) {
    if (isJson(item)) readNested(item["stmt"], nameOf(item["name"]) ?? cte, into);
  }
  const found = { aggregates: [] as string[], windows: [] as SelectFacts["windows"][number][] };
  const { with: _, _next, ...own } = select;
  for (const value of Object.values(own)) collect(value, found);
  const relations = list(select["from"]).filter(isJson);
  into.push({
    cte,
    joins: relations.filter((it) => it["join"]).map(joinOf),
    groupBy: isPresent(select["groupby"]),
    distinct: distinctOf(select["distinct"]),
    ...found,
    antiJoins: antiJoins(select["where"], relations),
  });
  for (const value of Object.values(own)) readNested(value, cte, into);
  readNested(_next, cte, into);
}

function isPresent(it: unknown): boolean {
  if (!isJson(it)) return Array.isArray(it) && it.length > 0;
  return list(it["columns"]).some((column) => column !== null && column !== undefined);
}

function distinctOf(it: unknown): boolean {
  return isJson(it) ? it["type"] !== null && it["type"] !== undefined : typeof it === "string";
}

/** Aggregates and windows of this select alone: a nested select has its own facts. */
function collect(
  it: unknown,
  found: { readonly aggregates: string[]; readonly windows: SelectFacts["windows"][number][] },
): void {
  if (Array.isArray(it)) {
    for (const item of it) collect(item, found);
    return;
  }
  if (!isJson(it) || it["type"] === "select") return;
  const name = nameOf(it["name"])?.toLowerCase();
  if (name && isJson(it["over"])) found.windows.push(windowOf(name, it["over"]));
  else if (name && it["type"] === "aggr_func") found.aggregates.push(name);
  for (const value of Object.values(it)) collect(value, found);
}

function windowOf(name: string, over: Json): SelectFacts["windows"][number] {
  const named = isJson(over["as_window_specification"])
    ? over["as_window_specification"]["window_specification"]
    : undefined;
  const window = isJson(named) ? named : {};
  const columns = (it: unknown) => list(it).flatMap((item) => (isJson(item) ? [columnOf(item["expr"]) ?? ""] : []));
  return { function: name, partitionBy: columns(window["partitionby"]), orderBy: columns(window["orderby"]) };
}

/** A name in any of the forms that the grammars use: a string, `{value}`, `{name: [{value}]}`, `{schema: {value}}`. */
function nameOf(it: unknown): string | undefined {
  if (typeof it === "string") return it;
  if (Array.isArray(it)) return it.map(nameOf).filter(Boolean).join(".") || undefined;
  if (!isJson(it)) return undefined;
  return text(it["value"]) ?? nameOf(it["name"]) ?? nameOf(it["schema"]);
}

function columnOf(it: unknown): string | undefined {
  if (!isJson(it) || it["type"] !== "column_ref") return undefined;
  const column = isJson(it["column"]) ? nameOf(it["column"]["expr"]) : text(it["column"]);
  return column?.replaceAll(/["`]/g, "");
}

function relationOf(it: Json): string {
  const parts = [it["db"], it["schema"], it["table"]].map(text).filter((part) => part);
  return [...new Set(parts)].join(".").replaceAll(/["`]/g, "");
}

function joinOf(it: Json): SelectFacts["joins"][number] {
  return { kind: text(it["join"])?.toLowerCase() ?? "", relation: relationOf(it), alias: text(it["as"]) ?? "" };
}

/** Only conditions that every row must meet count: below an OR, the anti-join is no longer one. */
function antiJoins(where: unknown, relations: readonly Json[]): readonly string[] {
  if (!isJson(where)) return [];
  const operator = text(where["operator"])?.toUpperCase();
  if (operator === "AND") return [...antiJoins(where["left"], relations), ...antiJoins(where["right"], relations)];
  if (operator === "NOT IN") return selectedFrom(where["right"]);
  if (operator === "NOT EXISTS") return selectedFrom(where["expr"]);
  if (operator === "NOT" && isJson(where["expr"])) return selectedFrom(existsIn(where["expr"]));
  if (operator === "IS") return missingSide(where, relations);
  return [];
}

function existsIn(it: Json): unknown {
  const isExists = text(it["operator"])?.toUpperCase() === "EXISTS" || nameOf(it["name"])?.toUpperCase() === "EXISTS";
  return isExists ? (it["expr"] ?? it["args"]) : undefined;
}

/** The relations of the first select found in there. */
function selectedFrom(it: unknown): readonly string[] {
  if (Array.isArray(it)) return it.flatMap(selectedFrom);
  if (!isJson(it)) return [];
  if (it["type"] === "select") return list(it["from"]).filter(isJson).map(relationOf).filter(Boolean);
  return Object.values(it).flatMap((value) => (typeof value === "object" ? selectedFrom(value) : []));
}

/** `left join r … where r.key is null`. */
function missingSide(where: Json, relations: readonly Json[]): readonly string[] {
  const { left, right } = where;
  if (!isJson(left) || !isJson(right) || right["type"] !== "null" || left["type"] !== "column_ref") return [];
  const table = text(left["table"])?.toLowerCase();
  return relations
    .filter((it) => /^LEFT/i.test(text(it["join"]) ?? ""))
    .filter((it) => table !== undefined && (text(it["as"]) ?? text(it["table"]))?.toLowerCase() === table)
    .map(relationOf);
}

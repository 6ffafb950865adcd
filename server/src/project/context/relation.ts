import { isString, str, textOf, truthy } from "../../jinja/text.ts";
import { HostObject, PyDict, PyError, type Value } from "../../jinja/values.ts";
import { native } from "./native.ts";
import type { NameStyle, Parts } from "./quoting.ts";

/** All that a relation is; a changed one is a new one. */
export interface RelationFacts {
  readonly database: string | null;
  readonly schema: string | null;
  readonly identifier: string | null;
  /** `table`, `view`, `cte`, …; null while nobody looked. */
  readonly type: string | null;
  readonly quoted: Parts;
  readonly included: Parts;
  readonly style: NameStyle;
  /** Written instead of the name: where a DuckDB source really lies. */
  readonly external?: string | undefined;
  /** How the printed name is marked for whoever reads the origins. */
  readonly mark?: string | undefined;
}

const PART_NAMES = ["database", "schema", "identifier"] as const;
const TYPE_TESTS: ReadonlyMap<string, string> = new Map([
  ["is_table", "table"],
  ["is_view", "view"],
  ["is_cte", "cte"],
  ["is_materialized_view", "materialized_view"],
  ["is_pointer", "pointer_table"],
]);

/** The name of a relation as templates hold it (spec 1.3): prints quoted as the adapter wants it, and looks nothing up. */
export class Relation extends HostObject {
  readonly typeName = "Relation";
  readonly facts: RelationFacts;
  override readonly mark: string | undefined;
  constructor(facts: RelationFacts) {
    super();
    this.facts = facts;
    this.mark = facts.mark;
  }

  override str(): string {
    const { facts } = this;
    if (facts.external !== undefined) return facts.external;
    return PART_NAMES.filter((it) => facts.included[it] && facts[it] !== null)
      .map((it) => quotePart(facts, it))
      .join(".");
  }
  override isMapping(): boolean {
    return true;
  }
  override repr(): string {
    return `<Relation ${this.str()}>`;
  }
  override equals(other: Value): boolean {
    return other instanceof Relation && other.facts.type === this.facts.type && other.str() === this.str();
  }
  override hashed(): string {
    return `r${this.str()}`;
  }
  override item(key: Value): Value | undefined {
    return isString(key) ? this.field(textOf(key)) : undefined;
  }
  override attribute(name: string): Value | undefined {
    return this.field(name) ?? this.#method(name);
  }
  /** dbt's relations are mappings of these names. */
  field(name: string): Value | undefined {
    const { facts } = this;
    switch (name) {
      case "database":
      case "schema":
      case "identifier":
        return facts[name];
      case "name":
      case "table":
        return facts.identifier;
      case "type":
        return facts.type;
      case "path":
        return PyDict.from(PART_NAMES.map((it) => [it, facts[it]] as const));
      // What dbt's packages tell a relation from a text by.
      case "metadata":
        return PyDict.from([["type", "Relation"]]);
      case "quote_character":
        return facts.style.quote;
      case "quote_policy":
        return policyDict(facts.quoted);
      case "include_policy":
        return policyDict(facts.included);
      case "can_be_renamed":
      case "can_be_replaced":
        return false;
      default: {
        const type = TYPE_TESTS.get(name);
        return type === undefined ? undefined : facts.type === type;
      }
    }
  }

  #method(name: string): Value | undefined {
    const { facts } = this;
    const change = (other: Partial<RelationFacts>) => new Relation({ ...facts, ...other });
    switch (name) {
      case "include":
        return native("BaseRelation.include", PART_NAMES, (given) =>
          change({ included: laidOver(facts.included, given) }),
        );
      case "quote":
        return native("BaseRelation.quote", PART_NAMES, (given) => change({ quoted: laidOver(facts.quoted, given) }));
      case "render":
        return native("render", [], () => this.str());
      case "matches":
        return native(name, PART_NAMES, (values) =>
          values.every(
            (it, at) => it === undefined || it === null || str(it) === this.facts[PART_NAMES[at] ?? "identifier"],
          ),
        );
      case "Table":
      case "View":
      case "CTE":
      case "External":
        return name.toLowerCase();
      case "quoted":
        return native("quoted", ["identifier"], ([it]) => inQuotes(facts.style, str(it ?? null)), 1);
      case "without_identifier":
        return native(name, [], () => change({ included: { ...facts.included, identifier: false }, mark: undefined }));
      case "information_schema":
        return native(name, ["view_name"], ([view]) => informationSchema(facts, view));
      case "incorporate":
      case "replace":
        return native(name, ["path", "type"], ([path, type]) => incorporate(facts, path, type));
      case "replace_path":
        return native(name, PART_NAMES, ([database, schema, identifier]) =>
          incorporate(facts, given({ database, schema, identifier }), undefined),
        );
      case "add_ephemeral_prefix":
        return native(name, ["name"], ([it]) => `__dbt__cte__${str(it ?? null)}`, 1);
      case "get":
        return native(name, ["key", "default"], ([key, fallback]) => this.item(key ?? null) ?? fallback ?? null, 1);
      case "to_dict":
        return native(name, ["omit_none"], () => new PyDict());
      default:
        return undefined;
    }
  }
}

/** Quotes one name as the adapter does, without escaping, as dbt doesn't either. */
export function inQuotes(style: NameStyle, name: string): string {
  return `${style.quote}${name}${style.quote}`;
}

function quotePart(facts: RelationFacts, part: keyof Parts): string {
  const name = facts[part] ?? "";
  return facts.quoted[part] ? inQuotes(facts.style, name) : name;
}

function laidOver(policy: Parts, values: readonly (Value | undefined)[]): Parts {
  const part = (at: number, name: keyof Parts) => {
    const value = values[at];
    return value === undefined || value === null ? policy[name] : truthy(value);
  };
  return { database: part(0, "database"), schema: part(1, "schema"), identifier: part(2, "identifier") };
}

function policyDict(parts: Parts): PyDict {
  return PyDict.from(PART_NAMES.map((it) => [it, parts[it]] as const));
}

function given(values: { readonly [name: string]: Value | undefined }): PyDict {
  return PyDict.from(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}

function incorporate(facts: RelationFacts, path: Value | undefined, type: Value | undefined): Relation {
  const said = path instanceof PyDict ? path : new PyDict();
  const part = (name: keyof Parts) => {
    const value = said.get(name);
    return value === undefined ? facts[name] : value === null ? null : str(value);
  };
  return new Relation({
    ...facts,
    database: part("database"),
    schema: part("schema"),
    identifier: part("identifier"),
    type: type === undefined ? facts.type : type === null ? null : str(type),
    mark: said.has("identifier") || said.has("schema") ? undefined : facts.mark,
  });
}

/** BigQuery's information schema belongs to a dataset, every other one to the database. */
function informationSchema(facts: RelationFacts, view: Value | undefined): Relation {
  const named = view !== undefined && view !== null;
  const owner = [quotePart(facts, "database")];
  if (facts.style.quote === "`" && named && facts.schema !== null) owner.push(quotePart(facts, "schema"));
  const parts = [...owner, "INFORMATION_SCHEMA", ...(named ? [str(view)] : [])];
  return new Relation({ ...facts, external: parts.join("."), mark: undefined });
}

/** `api.Relation.create(…)`: a relation of the given parts. */
export function createRelation(style: NameStyle, defaults: Parts, values: readonly (Value | undefined)[]): Relation {
  const [database, schema, identifier, type, quotePolicy, includePolicy] = values;
  const text = (it: Value | undefined) => (it === undefined || it === null ? null : str(it));
  const policy = (it: Value | undefined, base: Parts) =>
    it instanceof PyDict
      ? laidOver(
          base,
          PART_NAMES.map((part) => it.get(part)),
        )
      : base;
  if (quotePolicy !== undefined && quotePolicy !== null && !(quotePolicy instanceof PyDict))
    throw new PyError("TypeError", "quote_policy must be a mapping");
  return new Relation({
    database: text(database),
    schema: text(schema),
    identifier: text(identifier),
    type: text(type),
    quoted: policy(quotePolicy, defaults),
    included: policy(includePolicy, style.included),
    style,
  });
}

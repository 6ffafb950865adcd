import { bind } from "../../jinja/arguments.ts";
import { str } from "../../jinja/text.ts";
import { HostObject, type NativeCall, type Value } from "../../jinja/values.ts";
import { native } from "./native.ts";
import type { NameStyle } from "./quoting.ts";
import { inQuotes } from "./relation.ts";

/** What an adapter calls dbt's portable types; a type that isn't listed keeps the name it was given. */
const TYPE_NAMES: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  [
    "bigquery",
    new Map([
      ["FLOAT", "FLOAT64"],
      ["INTEGER", "INT64"],
    ]),
  ],
  [
    "trino",
    new Map([
      ["STRING", "VARCHAR"],
      ["FLOAT", "DOUBLE"],
    ]),
  ],
]);
const STANDARD_TYPE_NAMES: ReadonlyMap<string, string> = new Map([["STRING", "TEXT"]]);

/** `api.Column.translate_type`: a portable type in the adapter's own word. */
export function translateType(adapter: string, type: string): string {
  return (TYPE_NAMES.get(adapter) ?? STANDARD_TYPE_NAMES).get(type.toUpperCase()) ?? type;
}

const STRING_TYPES = new Set(["text", "character varying", "character", "varchar"]);
const NUMBER_TYPES = new Set(["decimal", "numeric"]);
const INTEGER_TYPES = new Set([
  ...["smallint", "integer", "bigint", "smallserial", "serial", "bigserial", "int2", "int4", "int8"],
  ...["serial2", "serial4", "serial8", "int", "tinyint", "byteint"],
]);
const FLOAT_TYPES = new Set(["real", "float4", "float", "double precision", "float8", "double"]);

interface ColumnFacts {
  readonly name: string;
  readonly type: string;
  readonly characters: Value;
  readonly precision: Value;
  readonly scale: Value;
}

/** A column of a relation, as `api.Column` makes it. */
export class Column extends HostObject {
  readonly typeName = "Column";
  readonly facts: ColumnFacts;
  readonly style: NameStyle;
  readonly adapter: string;
  constructor(facts: ColumnFacts, style: NameStyle, adapter: string) {
    super();
    this.facts = facts;
    this.style = style;
    this.adapter = adapter;
  }
  override repr(): string {
    return `<Column ${this.facts.name} (${this.#dataType()})>`;
  }
  override str(): string {
    return this.repr();
  }
  override equals(other: Value): boolean {
    return other instanceof Column && other.facts.name === this.facts.name && other.#dataType() === this.#dataType();
  }
  override attribute(name: string): Value | undefined {
    const { facts } = this;
    const is = (types: ReadonlySet<string>) => native(name, [], () => types.has(facts.type.toLowerCase()));
    switch (name) {
      case "name":
      case "column":
        return facts.name;
      case "quoted":
        return inQuotes(this.style, facts.name);
      case "dtype":
        return facts.type;
      case "data_type":
        return this.#dataType();
      case "char_size":
        return facts.characters;
      case "numeric_precision":
        return facts.precision;
      case "numeric_scale":
        return facts.scale;
      case "is_string":
        return is(STRING_TYPES);
      case "is_numeric":
        return is(NUMBER_TYPES);
      case "is_integer":
        return is(INTEGER_TYPES);
      case "is_float":
        return is(FLOAT_TYPES);
      case "is_number":
        return is(new Set([...NUMBER_TYPES, ...INTEGER_TYPES, ...FLOAT_TYPES]));
      case "string_size":
        return native(name, [], () => facts.characters ?? 256);
      default:
        return undefined;
    }
  }
  #dataType(): string {
    const { type, characters, precision, scale } = this.facts;
    const lower = type.toLowerCase();
    if (STRING_TYPES.has(lower)) return stringType(this.adapter, characters ?? 256);
    return NUMBER_TYPES.has(lower) ? numericType(this.adapter, type, precision, scale) : type;
  }
}

/** `api.Column`: callable, and the home of its type functions. */
export class ColumnClass extends HostObject {
  readonly typeName = "type";
  readonly #adapter: string;
  readonly #style: NameStyle;
  constructor(adapter: string, style: NameStyle) {
    super();
    this.#adapter = adapter;
    this.#style = style;
  }
  override readonly call: NativeCall = (positional, keyword) => {
    const parameters = ["column", "dtype", "char_size", "numeric_precision", "numeric_scale"];
    const [name, type, characters, precision, scale] = bind("Column", parameters, positional, keyword, 2);
    const facts = {
      name: str(name ?? null),
      type: str(type ?? null),
      characters: characters ?? null,
      precision: precision ?? null,
      scale: scale ?? null,
    };
    return new Column(facts, this.#style, this.#adapter);
  };
  override attribute(name: string): Value | undefined {
    const adapter = this.#adapter;
    switch (name) {
      case "create":
        return native(
          name,
          ["name", "label_or_dtype"],
          ([column, type], interpreter) =>
            interpreter.call(this, [column ?? null, translateType(adapter, str(type ?? null))], new Map()),
          2,
        );
      case "translate_type":
        return native(name, ["dtype"], ([type]) => translateType(adapter, str(type ?? null)), 1);
      case "string_type":
        return native(name, ["size"], ([size]) => stringType(adapter, size ?? 256), 1);
      case "numeric_type":
        return native(
          name,
          ["dtype", "precision", "scale"],
          ([type, precision, scale]) => numericType(adapter, str(type ?? null), precision ?? null, scale ?? null),
          3,
        );
      default:
        return undefined;
    }
  }
}

function stringType(adapter: string, size: Value): string {
  if (adapter === "bigquery") return "string";
  return adapter === "trino" ? `varchar(${str(size)})` : `character varying(${str(size)})`;
}

function numericType(adapter: string, type: string, precision: Value, scale: Value): string {
  if (adapter === "bigquery" || precision === null || scale === null) return type;
  return `${type}(${str(precision)},${str(scale)})`;
}

import type { SourceSpan } from "../base/span.ts";

/**
 * The tree of a template. Every node has the span of the text it was written as.
 *
 * The parser is tolerant: what is half-typed becomes a `Missing` expression or a block without an
 * end tag (`closed: false`), with a problem beside it, and everything around it is kept.
 */
export interface Template {
  readonly text: string;
  readonly body: readonly Node[];
  readonly problems: readonly SyntaxProblem[];
  /** Whether any delimiter occurs, be it an opening or a closing one; dbt sends a text without one unchanged, CRLF included. */
  readonly hasJinja: boolean;
}

export interface SyntaxProblem {
  /** Worded as Jinja2 words it wherever Jinja2 has words for it. */
  readonly message: string;
  readonly span: SourceSpan;
}

interface At {
  readonly span: SourceSpan;
}

export type Node =
  | Text
  | Print
  | Comment
  | Raw
  | If
  | For
  | SetValue
  | SetBlock
  | Do
  | Macro
  | CallBlock
  | FilterBlock
  | With
  | Break
  | Continue
  | DbtBlock
  | Loader;

/** Text copied as it is. `value` is what is printed: newlines are LF and whitespace control is already applied. */
export interface Text extends At {
  readonly kind: "text";
  readonly value: string;
}
/** `{{ value }}` */
export interface Print extends At {
  readonly kind: "print";
  readonly value: Expression;
}
export interface Comment extends At {
  readonly kind: "comment";
}
/** `{% raw %}…{% endraw %}`; `content` is the inner text's span, `value` what is printed of it. */
export interface Raw extends At {
  readonly kind: "raw";
  readonly value: string;
  readonly content: SourceSpan;
}
export interface If extends At {
  readonly kind: "if";
  /** `if` first, then every `elif`. */
  readonly branches: readonly { readonly test: Expression; readonly body: readonly Node[]; readonly tag: SourceSpan }[];
  readonly otherwise: readonly Node[] | undefined;
  readonly closed: boolean;
}
export interface For extends At {
  readonly kind: "for";
  readonly target: Target;
  readonly items: Expression;
  readonly test: Expression | undefined;
  readonly recursive: boolean;
  readonly body: readonly Node[];
  readonly otherwise: readonly Node[] | undefined;
  readonly closed: boolean;
}
/** `{% set a, ns.b = value %}` */
export interface SetValue extends At {
  readonly kind: "set";
  readonly target: Target;
  readonly value: Expression;
}
/** `{% set a | filter %}…{% endset %}` */
export interface SetBlock extends At {
  readonly kind: "set-block";
  readonly target: Target;
  /** Applied in order to the block's text. */
  readonly filters: readonly FilterUse[];
  readonly body: readonly Node[];
  readonly closed: boolean;
}
export interface Do extends At {
  readonly kind: "do";
  readonly value: Expression;
}

/** What the word of the tag was: dbt's `test` and `data_test` define the macro `test_<name>`, `materialization` `materialization_<name>_<adapter>`. */
export type MacroTag = "macro" | "test" | "data_test" | "materialization";

export interface Macro extends At {
  readonly kind: "macro";
  readonly tag: MacroTag;
  /** The name as written. */
  readonly name: string;
  /** The name it is called by: `name`, `test_name` or `materialization_name_adapter`. */
  readonly callName: string;
  readonly nameSpan: SourceSpan;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Node[];
  /** The opening tag, `{% macro … %}`. */
  readonly head: SourceSpan;
  readonly closed: boolean;
  /** Whether the body reads `caller`, `varargs` or `kwargs`: Jinja2 refuses surplus arguments of a macro that doesn't. */
  readonly uses: { readonly caller: boolean; readonly varargs: boolean; readonly kwargs: boolean };
}
export interface Parameter extends At {
  readonly name: string;
  readonly fallback: Expression | undefined;
}
/** `{% call(x) callee(…) %}…{% endcall %}` */
export interface CallBlock extends At {
  readonly kind: "call-block";
  readonly parameters: readonly Parameter[];
  readonly call: Expression;
  readonly body: readonly Node[];
  readonly closed: boolean;
  /** As of a macro: the block is what `caller` calls. */
  readonly uses: Macro["uses"];
}
/** `{% filter upper %}…{% endfilter %}` */
export interface FilterBlock extends At {
  readonly kind: "filter-block";
  readonly filters: readonly FilterUse[];
  readonly body: readonly Node[];
  readonly closed: boolean;
}
export interface With extends At {
  readonly kind: "with";
  readonly bindings: readonly { readonly target: Target; readonly value: Expression }[];
  readonly body: readonly Node[];
  readonly closed: boolean;
}
export interface Break extends At {
  readonly kind: "break";
}
export interface Continue extends At {
  readonly kind: "continue";
}
/** `{% snapshot x %}…{% endsnapshot %}` and `{% docs x %}…{% enddocs %}`; the body of `docs` is one text node. */
export interface DbtBlock extends At {
  readonly kind: "dbt-block";
  readonly tag: "snapshot" | "docs";
  readonly name: string;
  readonly nameSpan: SourceSpan;
  readonly body: readonly Node[];
  readonly closed: boolean;
}
/** Jinja2 statements that need a template loader, which dbt has not; evaluating one gives dbt's own error. */
export interface Loader extends At {
  readonly kind: "loader";
  readonly tag: "include" | "import" | "from" | "extends" | "block";
  /** The names that it would define. */
  readonly names: readonly string[];
  readonly body: readonly Node[];
}

export type Target = NameTarget | MemberTarget | TupleTarget;
export interface NameTarget extends At {
  readonly kind: "name-target";
  readonly name: string;
}
/** `ns.attribute` */
export interface MemberTarget extends At {
  readonly kind: "member-target";
  readonly name: string;
  readonly attribute: string;
}
export interface TupleTarget extends At {
  readonly kind: "tuple-target";
  readonly items: readonly Target[];
}

export type Expression =
  | Literal
  | Name
  | ListLiteral
  | TupleLiteral
  | DictLiteral
  | Member
  | Item
  | Slice
  | Call
  | FilterUse
  | TestUse
  | Unary
  | Binary
  | Compare
  | Conditional
  | Missing;

/** A string (adjacent ones joined), an integer (`bigint` only where it is beyond 2^53), a float, true, false or none. */
export interface Literal extends At {
  readonly kind: "literal";
  readonly type: "string" | "integer" | "float" | "boolean" | "none";
  readonly value: string | number | bigint | boolean | null;
  /** Of a single string literal: the text between its quotes, when no escape stands in it (then offsets match one to one). */
  readonly content: SourceSpan | undefined;
}
export interface Name extends At {
  readonly kind: "name";
  readonly name: string;
}
export interface ListLiteral extends At {
  readonly kind: "list";
  readonly items: readonly Expression[];
}
export interface TupleLiteral extends At {
  readonly kind: "tuple";
  readonly items: readonly Expression[];
}
export interface DictLiteral extends At {
  readonly kind: "dict";
  readonly entries: readonly { readonly key: Expression; readonly value: Expression }[];
}
/** `object.name` */
export interface Member extends At {
  readonly kind: "member";
  readonly object: Expression;
  readonly name: string;
  readonly nameSpan: SourceSpan;
}
/** `object[index]` */
export interface Item extends At {
  readonly kind: "item";
  readonly object: Expression;
  readonly index: Expression;
}
/** `object[from:to:step]` */
export interface Slice extends At {
  readonly kind: "slice";
  readonly object: Expression;
  readonly from: Expression | undefined;
  readonly to: Expression | undefined;
  readonly step: Expression | undefined;
}
export interface Call extends At {
  readonly kind: "call";
  readonly callee: Expression;
  readonly arguments: Arguments;
  /** Whether the closing parenthesis is there. */
  readonly closed: boolean;
}
export interface Arguments {
  readonly positional: readonly Expression[];
  readonly keyword: readonly Keyword[];
  /** `*value` */
  readonly splat: Expression | undefined;
  /** `**value` */
  readonly keywordSplat: Expression | undefined;
}
export interface Keyword extends At {
  readonly name: string;
  readonly nameSpan: SourceSpan;
  readonly value: Expression;
}
/** `input | name(…)`. Of a block (`{% filter x %}`, `{% set a | x %}`) `input` is undefined: the block's text. */
export interface FilterUse extends At {
  readonly kind: "filter";
  readonly input: Expression | undefined;
  readonly name: string;
  readonly nameSpan: SourceSpan;
  readonly arguments: Arguments;
}
/** `input is [not] name(…)` */
export interface TestUse extends At {
  readonly kind: "test";
  readonly input: Expression;
  readonly negated: boolean;
  readonly name: string;
  readonly nameSpan: SourceSpan;
  readonly arguments: Arguments;
}
export interface Unary extends At {
  readonly kind: "unary";
  readonly operator: "not" | "-" | "+";
  readonly operand: Expression;
}
export interface Binary extends At {
  readonly kind: "binary";
  readonly operator: "and" | "or" | "+" | "-" | "*" | "/" | "//" | "%" | "**" | "~";
  readonly left: Expression;
  readonly right: Expression;
}
/** `a < b <= c`: a chain, as in Python. */
export interface Compare extends At {
  readonly kind: "compare";
  readonly first: Expression;
  readonly rest: readonly {
    readonly operator: "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in";
    readonly value: Expression;
  }[];
}
/** `then if test else otherwise` */
export interface Conditional extends At {
  readonly kind: "conditional";
  readonly test: Expression;
  readonly then: Expression;
  readonly otherwise: Expression | undefined;
}
/** What the user has not typed yet. Evaluating it is an error that the parser has already reported. */
export interface Missing extends At {
  readonly kind: "missing";
}

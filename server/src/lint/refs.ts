import { memo } from "../base/memo.ts";
import type { Problem } from "../base/problem.ts";
import type { SourceSpan } from "../base/span.ts";
import type { Call, Expression, Literal, Template } from "../jinja/ast.ts";
import { calleeName, walk } from "../jinja/walk.ts";
import { modelTemplate } from "../project/model-template.ts";
import { type ResolvedRef, type ResolvedSource, resolveRef, resolveSource } from "../project/resolve.ts";
import type { Node, ProjectSnapshot, RefCall } from "../project/snapshot.ts";

/** A `ref()` or `source()` with literal names, as it is written in a file. */
export type WrittenRef =
  | {
      readonly kind: "ref";
      readonly call: Call;
      readonly names: readonly Literal[];
      readonly version: Literal | undefined;
      readonly wanted: RefCall;
    }
  | { readonly kind: "source"; readonly call: Call; readonly names: readonly [Literal, Literal] };

/** Where a written reference leads. */
export type RefUse = {
  /** Equal outcomes need no new finding. */
  readonly outcome: ResolvedRef["kind"];
} & (
  | { readonly written: WrittenRef & { readonly kind: "ref" }; readonly resolved: ResolvedRef }
  | { readonly written: WrittenRef & { readonly kind: "source" }; readonly resolved: ResolvedSource }
);

/** Every reference with literal names in a node's file, also in branches that are never reached, with what it leads to. */
export function refsIn(snapshot: ProjectSnapshot, node: Node): readonly RefUse[] {
  if (!node.file) return [];
  return writtenRefs(modelTemplate(node.file)).map((written): RefUse => {
    if (written.kind === "ref") {
      const resolved = resolveRef(snapshot, node.packageName, written.wanted);
      return { written, resolved, outcome: resolved.kind };
    }
    const [source, table] = written.names;
    const resolved = resolveSource(snapshot.environment, String(source.value), String(table.value));
    return { written, resolved, outcome: resolved.kind };
  });
}

const writtenRefs: (template: Template) => readonly WrittenRef[] = memo((template: Template) => {
  const found: WrittenRef[] = [];
  walk(template.body, {
    enter(it) {
      if (it.kind !== "call" || !it.closed) return undefined;
      const written = writtenRef(it);
      if (written) found.push(written);
      return undefined;
    },
  });
  return found;
});

function writtenRef(call: Call): WrittenRef | undefined {
  const callee = calleeName(call)?.replace(/^builtins\./, "");
  if (callee !== "ref" && callee !== "source") return undefined;
  const { positional, keyword, splat, keywordSplat } = call.arguments;
  const names = positional.filter(isText);
  // A name that Jinja puts together is only known when it is rendered.
  if (names.length !== positional.length || splat || keywordSplat) return undefined;
  const [first, second] = names;
  if (callee === "source")
    return first && second && names.length === 2 ? { kind: "source", call, names: [first, second] } : undefined;
  const last = second ?? first;
  if (!last || names.length > 2) return undefined;
  const version = keyword.find((it) => it.name === "v" || it.name === "version")?.value;
  if (version && version.kind !== "literal") return undefined;
  const wanted = {
    packageName: second ? String(first?.value) : undefined,
    name: String(last.value),
    version: version ? versionOf(version) : undefined,
  };
  return { kind: "ref", call, names, version, wanted };
}

function isText(it: Expression): it is Literal {
  return it.kind === "literal" && it.type === "string";
}

function versionOf({ value }: Literal): string | number | undefined {
  return typeof value === "number" || typeof value === "string" ? value : undefined;
}

/** Whether a compile problem is about a name that leads nowhere, which is the `ref-to-missing-model` rule's to tell. */
export function isUnresolved({ message }: Pick<Problem, "message">): boolean {
  return / depends on a (?:node|source) named /.test(message);
}

/** The text to change in a name: what stands between its quotes, else the whole literal. */
export function nameSpan(name: Literal): SourceSpan {
  return name.content ?? name.span;
}

import { assertNever } from "../src/base/never.ts";
import type { Arguments, Expression, Node, Parameter, Target } from "../src/jinja/ast.ts";

/** An expression with parentheses around everything that binds, so that a test can say how it was grouped. */
export function grouped(it: Expression): string {
  switch (it.kind) {
    case "literal":
      return typeof it.value === "string" ? JSON.stringify(it.value) : `${it.value}`;
    case "name":
      return it.name;
    case "missing":
      return "?";
    case "list":
      return `[${it.items.map(grouped).join(", ")}]`;
    case "tuple":
      return `(${it.items.map((item) => `${grouped(item)},`).join(" ")})`;
    case "dict":
      return `{${it.entries.map(({ key, value }) => `${grouped(key)}: ${grouped(value)}`).join(", ")}}`;
    case "member":
      return `${grouped(it.object)}.${it.name}`;
    case "item":
      return `${grouped(it.object)}[${grouped(it.index)}]`;
    case "slice":
      return `${grouped(it.object)}[${[it.from, it.to, it.step].map((part) => (part ? grouped(part) : "")).join(":")}]`;
    case "call":
      return `${grouped(it.callee)}(${given(it.arguments)}${it.closed ? ")" : ""}`;
    case "filter":
      return `(${it.input ? grouped(it.input) : ""}|${it.name}(${given(it.arguments)}))`;
    case "test":
      return `(${grouped(it.input)} is ${it.negated ? "not " : ""}${it.name}(${given(it.arguments)}))`;
    case "unary":
      return it.operator === "not" ? `(not ${grouped(it.operand)})` : `(${it.operator}${grouped(it.operand)})`;
    case "binary":
      return `(${grouped(it.left)} ${it.operator} ${grouped(it.right)})`;
    case "compare":
      return `(${grouped(it.first)}${it.rest.map(({ operator, value }) => ` ${operator} ${grouped(value)}`).join("")})`;
    case "conditional": {
      const otherwise = it.otherwise ? ` else ${grouped(it.otherwise)}` : "";
      return `(${grouped(it.then)} if ${grouped(it.test)}${otherwise})`;
    }
    default:
      return assertNever(it);
  }
}

function given({ positional, keyword, splat, keywordSplat }: Arguments): string {
  const rest = [splat ? `*${grouped(splat)}` : "", keywordSplat ? `**${grouped(keywordSplat)}` : ""];
  const named = keyword.map(({ name, value }) => `${name}=${grouped(value)}`);
  return [...positional.map(grouped), ...named, ...rest.filter((it) => it !== "")].join(", ");
}

/** A template's nodes as short lines, nested by brackets: what a test compares instead of a whole tree. */
export function outlined(nodes: readonly Node[]): string {
  return nodes.map(line).join(" ");
}

function block(head: string, body: readonly Node[], closed: boolean): string {
  return `${head}[${outlined(body)}]${closed ? "" : "…"}`;
}

function line(it: Node): string {
  switch (it.kind) {
    case "text":
      return JSON.stringify(it.value);
    case "raw":
      return `raw ${JSON.stringify(it.value)}`;
    case "comment":
    case "break":
    case "continue":
      return it.kind;
    case "print":
    case "do":
      return `${it.kind} ${grouped(it.value)}`;
    case "set":
      return `set ${target(it.target)} = ${grouped(it.value)}`;
    case "set-block":
      return block(`set ${target(it.target)}${it.filters.map(grouped).join("")}`, it.body, it.closed);
    case "filter-block":
      return block(`filter ${it.filters.map(grouped).join("")}`, it.body, it.closed);
    case "if": {
      const branches = it.branches.map(({ test, body }) => block(`if ${grouped(test)}`, body, true)).join(" else ");
      return branches + (it.otherwise ? block(" else", it.otherwise, true) : "") + (it.closed ? "" : "…");
    }
    case "for": {
      const test = it.test ? ` if ${grouped(it.test)}` : "";
      const head = `for ${target(it.target)} in ${grouped(it.items)}${test}${it.recursive ? " recursive" : ""}`;
      return block(head, it.body, it.closed) + (it.otherwise ? block(" else", it.otherwise, true) : "");
    }
    case "macro":
      return block(`${it.tag} ${it.callName}(${parameters(it.parameters)})`, it.body, it.closed);
    case "call-block":
      return block(`call(${parameters(it.parameters)}) ${grouped(it.call)}`, it.body, it.closed);
    case "with": {
      const bindings = it.bindings.map((binding) => `${target(binding.target)}=${grouped(binding.value)}`);
      return block(`with ${bindings.join(", ")}`, it.body, it.closed);
    }
    case "dbt-block":
      return block(`${it.tag} ${it.name}`, it.body, it.closed);
    case "loader":
      return `${it.tag} ${it.names.join(", ")}${it.tag === "block" ? block("", it.body, true) : ""}`.trim();
    default:
      return assertNever(it);
  }
}

function parameters(all: readonly Parameter[]): string {
  return all.map(({ name, fallback }) => (fallback ? `${name}=${grouped(fallback)}` : name)).join(", ");
}

function target(it: Target): string {
  if (it.kind === "tuple-target") return `(${it.items.map(target).join(", ")})`;
  return it.kind === "name-target" ? it.name : `${it.name}.${it.attribute}`;
}

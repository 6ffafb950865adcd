import { assertNever } from "../base/never.ts";
import { resolveRef, resolveSource } from "../project/resolve.ts";
import type { MacroDefinition, ProjectSnapshot, RefCall } from "../project/snapshot.ts";
import { docBlock } from "./doc-blocks.ts";
import { macrosNamed } from "./macros-named.ts";
import { packageOf } from "./package-of.ts";
import type { DbtSymbol } from "./symbol.ts";

/** What a symbol stands for, as text that is the same wherever the same thing is meant; nothing for what can't be told apart by it. */
export function meaning(snapshot: ProjectSnapshot, path: string, symbol: DbtSymbol): readonly string[] {
  const own = packageOf(snapshot, path);
  switch (symbol.kind) {
    case "ref":
      return symbol.refs.flatMap((it) => nodeMeant(snapshot, own, it));
    case "source": {
      const found = resolveSource(snapshot.environment, symbol.source, symbol.table ?? "");
      return found.kind === "missing" ? [] : [`source ${symbol.source}.${symbol.table}`];
    }
    case "name":
      return macrosNamed(snapshot, symbol.name, own).slice(-1).map(macroMeant);
    case "test": {
      const found = testMacro(snapshot, path, symbol.name);
      return found ? [macroMeant(found)] : [`test ${symbol.name}`];
    }
    case "var":
      return [`var ${symbol.name}`];
    case "doc": {
      const block = docBlock(snapshot, path, symbol);
      return block ? [`doc ${block.at.path} ${block.name}`] : [];
    }
    case "column":
      return nodeMeant(snapshot, own, symbol.of).map((it) => `column ${it} ${symbol.column.toLowerCase()}`);
    case "config-key":
    case "singular-test":
      return [];
    default:
      return assertNever(symbol);
  }
}

function nodeMeant(snapshot: ProjectSnapshot, own: string, call: RefCall): readonly string[] {
  const found = resolveRef(snapshot, own, call);
  return found.kind === "missing" ? [] : [found.node.uniqueId];
}

const macroMeant = ({ packageName, macro }: MacroDefinition) => `macro ${packageName}.${macro.callName}`;

/** The macro that a generic test is: `dbt_utils.not_constant` is `test_not_constant` of that package. dbt's own four are none of the project's. */
export function testMacro(snapshot: ProjectSnapshot, path: string, name: string): MacroDefinition | undefined {
  const { macros } = snapshot.environment;
  const [first = "", second] = name.split(".");
  if (second !== undefined) return macros.in(first).get(`test_${second}`);
  return macros.resolve(`test_${first}`, packageOf(snapshot, path));
}

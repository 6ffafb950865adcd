import { isPlainMap, type Plain } from "../base/plain.ts";

/** The `vars:` that a template or a YAML file of one package may see. */
export interface VarScope {
  /** `--vars` or the setting. */
  readonly commandLine: { readonly [key: string]: Plain };
  /** `vars:` of the root project. */
  readonly root: { readonly [key: string]: Plain };
  /** `vars:` of the file's own package; the root's once more for a file of the root project. */
  readonly own: { readonly [key: string]: Plain };
  readonly packageName: string;
}

/**
 * The value of `var(name)`, or undefined when nobody sets it.
 *
 * Spec 6.3: the command line beats the root project, whose block for the package beats its general
 * vars, which beat the package's own.
 */
export function lookUpVar(scope: VarScope, name: string): Plain | undefined {
  const { commandLine, root, own, packageName } = scope;
  const layers = [commandLine, block(root, packageName), root, block(own, packageName), own];
  return layers.find((it) => Object.hasOwn(it, name))?.[name];
}

function block(vars: { readonly [key: string]: Plain }, packageName: string): { readonly [key: string]: Plain } {
  const found = Object.hasOwn(vars, packageName) ? vars[packageName] : undefined;
  return isPlainMap(found) ? found : {};
}

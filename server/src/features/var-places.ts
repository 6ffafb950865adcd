import type { Location } from "../base/location.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";
import { parseYaml } from "../yaml/parse.ts";
import { entryOf, type YamlNode } from "../yaml/tree.ts";
import { packageOf } from "./package-of.ts";

/**
 * Where a variable that a file asks for is given its value, the one that counts first.
 *
 * Spec 6.3: what the root project gives to the file's package, what it gives to all, then the same in
 * the package's own dbt_project.yml. One given on the command line stands in no file.
 */
export function varPlaces(snapshot: ProjectSnapshot, path: string, name: string): readonly Location[] {
  const { files, environment } = snapshot;
  const own = packageOf(snapshot, path);
  const { root, packages } = environment;
  const owner = packages.find((it) => it.name === own) ?? root;
  return [...new Set([root, owner])].flatMap(({ file: projectFile }) => {
    const file = files.get(projectFile);
    const vars = file && entryOf(parseYaml(file).root, "vars")?.value;
    const scopes: readonly (YamlNode | undefined)[] = [entryOf(vars, own)?.value, vars];
    return scopes.flatMap((it) => {
      const entry = entryOf(it, name);
      return entry ? [{ path: projectFile, span: entry.keySpan }] : [];
    });
  });
}

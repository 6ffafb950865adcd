import { isPlainMap, type Plain } from "../base/plain.ts";
import { err, ok, type Result } from "../base/result.ts";
import { parseYaml } from "../yaml/parse.ts";
import { plainOf } from "../yaml/tree.ts";

/** Reads the value of `--vars` or of the setting: YAML (JSON among it) that holds a map. Empty text means no vars. */
export function readVars(text: string): Result<{ readonly [key: string]: Plain }, string> {
  const { root, problems } = parseYaml({ text });
  const [first] = problems;
  if (first) return err(`The vars are not valid YAML: ${first.message}`);
  if (root === undefined) return ok({});
  const value = plainOf(root);
  if (isPlainMap(value)) return ok(value);
  return err("The vars need a map of names and values, such as {start_date: 2024-01-01}.");
}

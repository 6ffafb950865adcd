import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createVSIX } from "@vscode/vsce";

const source = join(import.meta.dirname, "../../test-fixtures/extensions/other-dbt");

/** Packs the extension that claims `jinja-sql` and gives lenses, definitions and the rest; answers the package's path. */
export async function packOtherExtension(): Promise<string> {
  const out = join(mkdtempSync(join(tmpdir(), "other-dbt-")), "other-dbt.vsix");
  await createVSIX({ cwd: source, packagePath: out, allowMissingRepository: true, skipLicense: true });
  return out;
}

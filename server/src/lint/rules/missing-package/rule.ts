import { modelsInNeed } from "../../../project/missing-packages.ts";
import { defineRule } from "../../define-rule.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

export const missingPackage = defineRule({
  name: "missing-package",
  since: "0.1.0",
  severity: "warning",
  looksAt: "file",
  worlds: [],
  summary: "A package that the project asks for is not installed.",
  why: `
What a macro of a package writes, and which models the package has, is known once \`dbt deps\` has installed it. Until then
the models that call it are partly unknown, rules that would have to guess are silent, and it is said here, once.
`,
  fix: "never",
  bad,
  good,
  check({ snapshot, file, report }) {
    const { missingPackages } = snapshot.environment;
    const [first] = missingPackages;
    if (first?.at.path !== file.path) return;
    report({
      at: first.at,
      message: told(
        missingPackages.map((it) => it.name),
        modelsInNeed(snapshot),
      ),
    });
  },
});

/** Longer lists are cut: packages.yml itself names them all. */
const MOST = 3;

function told(names: readonly string[], models: number): string {
  const others = names.length - MOST;
  const shown = others > 0 ? [...names.slice(0, MOST), `${others} more`] : names;
  const last = shown.at(-1) ?? "";
  const subject = shown.length === 1 ? `${last} is` : `${shown.slice(0, -1).join(", ")} and ${last} are`;
  const effect = models === 0 ? "" : `: ${models} ${models === 1 ? "model is" : "models are"} partly unknown`;
  return `${subject} not installed${effect}. Run \`dbt deps\`.`;
}

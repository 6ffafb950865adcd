import { defineRule } from "../../define-rule.ts";
import { settingPlace } from "../../settings.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

export const runFailed = defineRule({
  name: "run-failed",
  since: "0.1.0",
  severity: "error",
  looksAt: "file",
  worlds: [],
  summary: "The model's last run failed, and its text is still the same.",
  why: `
What the database said about the SQL stands at the line that made it, until the file changes or a run succeeds.
`,
  fix: "never",
  bad,
  good,
  check({ snapshot, node, file, template, report }) {
    const failure = node && snapshot.runFailures.get(node.uniqueId);
    if (!failure || !template || failure.text !== file.text) return;
    const isHere = failure.at?.path === file.path;
    const at = isHere && failure.at ? failure.at : settingPlace({ file, template }, ["materialized"]);
    report({ at, cause: isHere ? undefined : failure.at, message: failure.message });
  },
});

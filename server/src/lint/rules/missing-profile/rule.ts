import { defineRule } from "../../define-rule.ts";
import { sentence } from "../../sentence.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

export const missingProfile = defineRule({
  name: "missing-profile",
  since: "0.1.0",
  severity: "warning",
  looksAt: "file",
  worlds: [],
  summary: "There is no profile to run the project with.",
  why: `
dbt needs a profile for everything that it does, and stops without one. Here everything but running works: names of
databases and schemas are made up until there is one, so it is said once, where the profile is asked for.
`,
  fix: "never",
  bad,
  good,
  check({ snapshot, file, template, report }) {
    if (template) return;
    for (const { kind, at, message, severity = "error" } of snapshot.environment.problems)
      if (kind === "profile" && at.path === file.path) report({ at, message: sentence(message), severity });
  },
});

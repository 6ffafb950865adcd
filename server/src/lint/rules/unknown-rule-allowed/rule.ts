import { namesLike } from "../../../project/edit-distance.ts";
import { defineRule } from "../../define-rule.ts";
import { allowedNames } from "../../suppressions.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

export const unknownRuleAllowed = defineRule({
  name: "unknown-rule-allowed",
  since: "0.1.0",
  severity: "hint",
  looksAt: "file",
  worlds: [],
  summary: "A comment allows a rule that there isn't.",
  why: `
A comment \`highwater: allow …\` silences the rules that it names. A name that no rule has silences nothing: the finding
that the comment was written for comes back, or was never there.
`,
  fix: "sometimes",
  bad,
  good,
  check({ file, ruleNames, report }) {
    for (const { name, at } of allowedNames(file)) {
      if (ruleNames.has(name)) continue;
      const near = namesLike(name, ruleNames, 2);
      report({
        at,
        message: `There is no rule ${name}. The comment allows nothing by that name.`,
        fixes: near.map((it) => ({ title: `Change to ${it}`, edits: [{ at, text: it }] })),
      });
    }
  },
});

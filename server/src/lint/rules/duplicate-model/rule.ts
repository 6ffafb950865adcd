import type { Rival } from "../../../project/rivals.ts";
import { rivalsOf } from "../../../project/rivals.ts";
import type { Node } from "../../../project/snapshot.ts";
import { defineRule } from "../../define-rule.ts";
import { settingPlace } from "../../settings.ts";
import { startOf } from "../../start-of.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

export const duplicateModel = defineRule({
  name: "duplicate-model",
  since: "0.1.0",
  severity: "error",
  looksAt: "file",
  worlds: [],
  summary: "Two models have one name, or become one table.",
  why: `
A \`ref()\` could not tell two models of one name apart, so dbt refuses the whole project. It refuses two nodes that would
be built as one relation as well. What is disabled doesn't count, nor does a model of another package that is built in
another schema.
`,
  fix: "never",
  bad,
  good,
  check({ snapshot, node, file, template, report }) {
    const [rival] = node ? rivalsOf(snapshot.nodes, node) : [];
    if (!node || !rival) return;
    const keys = rival.why === "relation" ? ["alias", "schema"] : [];
    const at = template ? settingPlace({ file, template }, keys) : startOf(file);
    const cause = snapshot.files.get(rival.other.path);
    report({ at, message: told(node, rival), cause: cause && startOf(cause) });
  },
});

function told(node: Node, { why, other }: Rival): string {
  const stops = "dbt stops before it runs anything.";
  if (why === "relation") {
    const { database, schema, identifier } = node.facts.relation;
    return `${other.path} becomes ${database}.${schema}.${identifier} as well. ${stops}`;
  }
  if (why === "name") return `${other.path} is named ${node.name} as well. ${stops}`;
  return node.version
    ? `${node.name} has versions, and ${other.path} has that name without one. ${stops}`
    : `${node.name} has versions, such as ${other.path}, and this file is none of them. ${stops}`;
}

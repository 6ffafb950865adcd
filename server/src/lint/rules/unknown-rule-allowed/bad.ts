import type { BadExample } from "../../define-rule.ts";

/** What `unknown-rule-allowed` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "a slip in a rule's name",
    code: `
-- highwater: allow missing-uniqe-key — the rows are events
                    ^^^^^^^^^^^^^^^^^ unknown-rule-allowed
select 1 as id
`,
    fixes: [
      {
        title: "Change to missing-unique-key",
        fixed: `
-- highwater: allow missing-unique-key — the rows are events
select 1 as id
`,
      },
    ],
  },
  {
    clause: "one of several names, in a comment of Jinja's or in YAML",
    code: `
//- models/model.sql
{#
  highwater: allow jinja-syntax, no-such-rule — as agreed
                                 ^^^^^^^^^^^^ unknown-rule-allowed
#}
select 1 as id
//- models/shop.yml
# highwater: allow no-such-rule
                   ^^^^^^^^^^^^ unknown-rule-allowed
models: []
`,
  },
];

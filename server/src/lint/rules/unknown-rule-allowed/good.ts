import type { Example } from "../../define-rule.ts";

/** What `unknown-rule-allowed` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "rules that there are, and a reason that is no name",
    code: `
-- highwater: allow missing-unique-key, missing-incremental-filter because no-such-rule fits
select 1 as id
`,
  },
  {
    clause: "a text that is no such comment",
    code: `
-- noqa: no-such-rule
select 'highwater: allow no-such-rule' as note
`,
  },
];

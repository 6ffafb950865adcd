import type { Example } from "../../define-rule.ts";

/** What `run-failed` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "the text has changed since",
    lastRun: { message: 'Column "amont" not found.', text: "select amont from orders" },
    code: `
select amount from {{ ref('orders') }}
`,
  },
];

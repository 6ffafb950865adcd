import type { BadExample } from "../../define-rule.ts";

/** What `run-failed` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "the database refused the model's SQL, and nothing has changed since",
    lastRun: { message: 'Column "amont" not found. The run stopped at this model.' },
    code: `
{{ config(materialized='table') }}
          ^^^^^^^^^^^^^^^^^^^^ run-failed
select amont from {{ ref('orders') }}
`,
  },
];

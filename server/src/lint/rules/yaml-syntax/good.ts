import type { Example } from "../../define-rule.ts";

/** What `yaml-syntax` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "a properties file that dbt can read",
    code: `
//- models/shop.yml
version: 2
models:
  - name: orders
    description: "{{ doc('orders') }}"
    columns:
      - name: order_id
        data_tests: [unique, {not_null: {where: "order_id > 0"}}]
`,
  },
  {
    clause: "what a draft says, while `.dbtignore` leaves it out",
    code: `
//- .dbtignore
drafts/
//- models/drafts/shop.yml
models:
  orders:
//- models/drafts/orders.sql
select * from {{ ref('nowhere') }}
`,
  },
  {
    clause: "an empty file",
    code: `
//- models/shop.yml
# nothing yet
`,
  },
];

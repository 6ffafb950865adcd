import type { BadExample } from "../../define-rule.ts";

/** What `yaml-syntax` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "the file is no YAML",
    code: `
//- models/shop.yml
models:
  - name: orders
   tests: []
^ yaml-syntax
`,
  },
  {
    clause: "a draft that `.dbtignore` leaves out is no YAML",
    code: `
//- .dbtignore
drafts/
//- models/drafts/shop.yml
models:
  - name: orders
   tests: []
^ yaml-syntax
`,
  },
  {
    clause: "the file has the wrong shape",
    code: `
//- models/shop.yml
models:
  orders:
  ^^^^^^ yaml-syntax
`,
  },
  {
    clause: "a key that stands twice: dbt takes the last one, and warns",
    severity: "warning",
    code: `
//- models/shop.yml
models:
  - name: orders
    description: Orders
    description: All orders
    ^^^^^^^^^^^ yaml-syntax
`,
  },
  {
    clause: "a variable of the shell that isn't set here: an info",
    severity: "info",
    code: `
//- models/shop.yml
sources:
  - name: raw
    schema: "{{ env_var('RAW_SCHEMA') }}"
                ^^^^^^^^^^^^^^^^^^^^^ yaml-syntax
    tables: [{name: orders}]
`,
  },
];

import type { BadExample } from "../../define-rule.ts";

/** What `missing-package` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "packages.yml asks for a package that isn't installed",
    code: `
//- packages.yml
packages:
  - package: dbt-labs/dbt_utils
             ^^^^^^^^^^^^^^^^^^ missing-package
    version: 1.3.0
//- models/model.sql
select {{ dbt_utils.star(ref('orders')) }} from {{ ref('orders') }}
`,
  },
  {
    clause: "several are missing: it is said once, at the first",
    code: `
//- packages.yml
packages:
  - package: dbt-labs/dbt_utils
             ^^^^^^^^^^^^^^^^^^ missing-package
    version: 1.3.0
  - git: https://example.org/audit.git
    revision: 1.0.0
`,
  },
  {
    clause: "dependencies.yml asks for it",
    code: `
//- dependencies.yml
packages:
  - package: dbt-labs/codegen
             ^^^^^^^^^^^^^^^^ missing-package
    version: 0.13.0
`,
  },
];

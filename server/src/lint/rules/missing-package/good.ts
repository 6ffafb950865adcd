import type { Example } from "../../define-rule.ts";

/** What `missing-package` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "the package is there, under the project's name or the repository's",
    code: `
//- packages.yml
packages:
  - package: acme/calendar
    version: 1.0.0
  - git: https://example.org/dbt-audit-helper.git
    revision: 1.0.0
//- dbt_packages/calendar/dbt_project.yml
name: calendar
//- dbt_packages/dbt-audit-helper/dbt_project.yml
name: audit_helper
`,
  },
  {
    clause: "the models that call it: nothing is said on them",
    code: `
//- packages.yml
packages: []
//- models/model.sql
select {{ dbt_utils.star(ref('orders')) }} from {{ ref('orders') }}
`,
  },
];

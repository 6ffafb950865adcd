import type { BadExample } from "../../define-rule.ts";

/** What `missing-profile` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "profiles.yml has no such profile",
    code: `
//- dbt_project.yml
name: shop
profile: shopp
         ^^^^^ missing-profile
`,
  },
  {
    clause: "dbt_project.yml names none",
    code: `
//- dbt_project.yml
^ missing-profile
name: shop
`,
  },
  {
    clause: "the profile has no such target",
    code: `
//- profiles.yml
shop:
  target: prod
          ^^^^ missing-profile
  outputs:
    dev: {type: duckdb, path: dev.duckdb}
`,
  },
  {
    clause: "the output can't be used: an error, as nobody else's machine will have another",
    severity: "error",
    code: `
//- profiles.yml
shop:
  target: dev
  outputs:
    dev: {path: dev.duckdb}
    ^^^ missing-profile
`,
  },
];

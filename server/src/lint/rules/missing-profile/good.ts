import type { Example } from "../../define-rule.ts";

/** What `missing-profile` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "the profile is there",
    code: `
//- dbt_project.yml
name: shop
profile: shop
//- profiles.yml
shop:
  target: dev
  outputs:
    dev: {type: duckdb, path: dev.duckdb}
`,
  },
];

import { expect, test } from "vitest";
import { type ProjectOptions, projectOf } from "../../test-kit/project.ts";
import { profilesPaths } from "./profiles.ts";

const environmentOf = (profiles: string, options?: ProjectOptions) =>
  projectOf({ "profiles.yml": profiles }, options).environment;
const outputs = (output: string) => `shop:\n  target: dev\n  outputs:\n    dev: ${output}\n`;
const targetOf = (output: string) => environmentOf(outputs(output)).target;

test.each<[string, string, string | undefined]>([
  ["{type: duckdb, path: dev.duckdb}", "dev", "/shop/dev.duckdb"],
  ["{type: duckdb, path: ../data/a.v1.duckdb}", "a", "/data/a.v1.duckdb"],
  ["{type: duckdb, path: /tmp/.hidden.db}", "hidden", "/tmp/.hidden.db"],
  ["{type: duckdb}", "memory", ":memory:"],
  ["{type: duckdb, path: ':memory:'}", "memory", ":memory:"],
  ["{type: duckdb, path: 'md:lake?x=1'}", "lake", "md:lake?x=1"],
  ["{type: duckdb, path: 's3://bucket/x.duckdb'}", "x", "s3://bucket/x.duckdb"],
])("DuckDB %s is the database %s", (output, database, path) => {
  expect(targetOf(output)).toMatchObject({ known: true, type: "duckdb", database, schema: "main", threads: 1, path });
});

test.each<[string, string, string]>([
  ["{type: snowflake, account: a, database: db, schema: sc}", "db", "sc"],
  ["{type: bigquery, project: p, dataset: d}", "p", "d"],
  ["{type: postgres, dbname: db, schema: sc}", "db", "sc"],
  ["{type: redshift, database: db, schema: sc}", "db", "sc"],
  ["{type: databricks, catalog: c, schema: sc}", "c", "sc"],
  ["{type: databricks, schema: sc}", "hive_metastore", "sc"],
  ["{type: trino, database: db, schema: sc}", "db", "sc"],
  ["{type: athena, database: db, schema: sc}", "db", "sc"],
  ["{type: clickhouse}", "", "default"],
  ["{type: spark, schema: sc}", "", "sc"],
])("%s is %s.%s", (output, database, schema) => {
  expect(targetOf(output)).toMatchObject({ known: true, database, schema, path: undefined });
});

test("the target: setting, DBT_TARGET, the profile's own, `default`", () => {
  const text =
    "shop:\n  target: \"{{ env_var('T', 'dev') }}\"\n  outputs:\n    dev: {type: duckdb}\n    prod: {type: duckdb}\n    ci: {type: duckdb}\n";
  const nameWith = (options: ProjectOptions) => environmentOf(text, options).target.name;
  expect(nameWith({})).toBe("dev");
  expect(nameWith({ env: { T: "ci" } })).toBe("ci");
  expect(nameWith({ env: { DBT_TARGET: "prod" } })).toBe("prod");
  expect(nameWith({ env: { DBT_TARGET: "prod" }, settings: { target: "ci" } })).toBe("ci");
  expect(environmentOf("shop:\n  outputs:\n    default: {type: duckdb}\n").target.name).toBe("default");
});

test("only the output that is used needs its variables", () => {
  const { target, problems } = environmentOf(
    "shop:\n  target: dev\n  outputs:\n    dev: {type: duckdb, threads: \"{{ env_var('N') | as_number }}\"}\n    prod: {type: duckdb, path: \"{{ env_var('NOPE') }}\"}\n",
    { env: { N: "8" } },
  );
  expect(problems).toEqual([]);
  expect(target.threads).toBe(8);
});

/** One problem, and a target that everything but a run can go on with. */
function checkRefused(
  profiles: string | undefined,
  message: string,
  { at, options }: { readonly at: string; readonly options?: ProjectOptions },
): void {
  const files = profiles === undefined ? {} : { "profiles.yml": profiles };
  const project = "name: shop\nprofile: shop\n";
  const settings = { profilesDir: profiles === undefined ? "nowhere" : undefined, ...options?.settings };
  const { environment } = projectOf({ "dbt_project.yml": project, ...files }, { ...options, settings });
  expect(environment.problems.map((it) => it.message)).toEqual([expect.stringContaining(message)]);
  const [problem] = environment.problems;
  const text = problem?.at.path === "dbt_project.yml" ? project : (profiles ?? "");
  expect(problem && text.slice(problem.at.span.start, problem.at.span.end)).toBe(at);
  expect(environment.target).toMatchObject({ known: false, type: "duckdb", schema: "main" });
}

test("whatever is missing is one problem with its place and the next step", () => {
  checkRefused(undefined, 'No profile "shop": profiles.yml was not found (looked for nowhere/profiles.yml).', {
    at: "shop",
  });
  checkRefused("other: {}\nmore: {}\n", 'No profile "shop" in profiles.yml. It has: other, more.', { at: "shop" });
  checkRefused(outputs("{type: duckdb}").replace("target: dev", "target: prod"), 'has no output "prod". It has: dev.', {
    at: "prod",
  });
  checkRefused(outputs("{type: duckdb}"), 'has no output "ci"', {
    at: "shop",
    options: { settings: { target: "ci" } },
  });
  checkRefused(outputs("{path: a.duckdb}"), "needs `type:`", { at: "dev" });
  checkRefused(outputs("{type: duckdb, path: dev.duckdb, database: other}"), 'its path makes it "dev"', { at: "dev" });
  checkRefused(
    outputs("{type: duckdb, path: \"{{ env_var('NOPE') }}\"}"),
    "Env var required but not provided: 'NOPE'",
    { at: "env_var('NOPE')" },
  );
});

test("an output of another adapter without a schema keeps its adapter", () => {
  const { target, problems } = environmentOf(outputs("{type: snowflake, database: db}"));
  expect([target.known, target.type, target.database]).toEqual([false, "snowflake", "db"]);
  expect(problems[0]?.message).toContain("needs `schema:`");
});

test("a project that names no profile is told so", () => {
  const { problems } = projectOf({ "dbt_project.yml": "name: shop\n" }).environment;
  expect(problems.map((it) => it.message)).toEqual([expect.stringContaining("names no profile")]);
});

test("templates see names and settings of the target, no credential", () => {
  const text = outputs("{type: postgres, dbname: db, schema: sc, user: me, host: h, password: hunter2}");
  const project =
    "name: shop\nprofile: shop\nmodels:\n  +meta: {a: '{{ target.user }}', b: '{{ target.password }}', c: '{{ target | string }}'}\n";
  const { root } = projectOf({ "profiles.yml": text, "dbt_project.yml": project }).environment;
  const meta = root.configs.models.settings[0]?.value;
  expect(meta).toMatchObject({ a: "me", b: null });
  expect(JSON.stringify(meta)).not.toContain("hunter2");
});

test("where profiles.yml is looked for", () => {
  const places = { root: "/shop", home: "/home/me", profilesDir: undefined, env: {} };
  expect(profilesPaths(places)).toEqual(["profiles.yml", "/home/me/.dbt/profiles.yml"]);
  expect(profilesPaths({ ...places, env: { DBT_PROFILES_DIR: "/etc/dbt" } })).toEqual(["/etc/dbt/profiles.yml"]);
  expect(profilesPaths({ ...places, profilesDir: "config", env: { DBT_PROFILES_DIR: "/etc" } })).toEqual([
    "config/profiles.yml",
  ]);
  expect(profilesPaths({ ...places, profilesDir: ".." })).toEqual(["/profiles.yml"]);
});

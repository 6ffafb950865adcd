import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";

const root = join(import.meta.dirname, "..");
const folder = join(root, ".github/workflows");

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Job {
  readonly uses?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(join(folder, name), "utf8");
  return { name, text, workflow: parse(text) as Workflow };
});
const jobs = workflows.flatMap(({ name, workflow }) =>
  Object.entries(workflow.jobs).map(([job, it]) => ({ name: `${name} ${job}`, ...it })),
);

test("a push is tested, and a tag makes a release", () => {
  const triggers = Object.fromEntries(workflows.map(({ name, workflow }) => [name, workflow.on]));
  expect(triggers["test.yml"]).toMatchObject({ push: { branches: ["**"] }, pull_request: null });
  expect(triggers["release.yml"]).toEqual({ push: { tags: ["v*"] } });
});

test("no job has a right that it doesn't name, and only the release may write", () => {
  for (const { workflow } of workflows) expect(workflow.permissions).toEqual({});
  const rights = jobs.map(({ name, permissions }) => [name, permissions]);
  expect(Object.fromEntries(rights)).toEqual({
    "test.yml verify": { contents: "read" },
    "release.yml test": { contents: "read" },
    "release.yml packages": { contents: "read" },
    "release.yml release": { contents: "write" },
  });
});

test("every action is pinned to a commit, with its version beside it", () => {
  const uses = workflows.flatMap(({ text }) => text.match(/^.*\buses:.*$/gm) ?? []).map((it) => it.trim());
  const foreign = uses.filter((it) => !it.includes("uses: ./"));
  expect(foreign.length).toBeGreaterThan(0);
  expect(foreign.filter((it) => !/uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(it))).toEqual([]);
});

test("what CI runs exists here", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const commands = jobs.flatMap(({ steps = [] }) => steps.map((it) => it.run ?? ""));
  const named = commands.flatMap((it) => [...it.matchAll(/npm run ([\w-]+)/g)].map(([, script]) => script ?? ""));
  expect(named).toEqual(["package"]);
  expect(named.filter((it) => !scripts[it])).toEqual([]);
  expect(commands).toContain(".ci/run");
});

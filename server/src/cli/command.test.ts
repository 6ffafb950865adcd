import { expect, test } from "vitest";
import { fakeCli } from "../../test-kit/cli.ts";
import { defineCommand, ExitCode, spread } from "./command.ts";

const flags = {
  select: { type: "string", short: "s", multiple: true, describe: "Which." },
  full: { type: "boolean", short: "f", describe: "All of it." },
  target: { type: "string", describe: "Where." },
} as const;

test.each([
  [
    ["-s", "a", "b", "--full"],
    ["-s", "a", "-s", "b", "--full"],
  ],
  [
    ["--select", "a", "--target", "dev", "--select", "b", "c"],
    ["--select", "a", "--target", "dev", "--select", "b", "--select", "c"],
  ],
  [
    ["-s", "2+a", "+b"],
    ["-s", "2+a", "-s", "+b"],
  ],
  [
    ["--full", "a"],
    ["--full", "a"],
  ],
])("%j means %j", (args, expected) => {
  expect(spread(args, flags)).toEqual(expected);
});

test("flags reach the command with their types", async () => {
  const seen: unknown[] = [];
  const command = defineCommand({
    name: "look",
    summary: "Look.",
    flags,
    async run(_cli, values) {
      seen.push(values.select, values.full, values.target);
      return ExitCode.ok;
    },
  });
  expect(await command.invoke(fakeCli(), ["-s", "a", "b", "-f"])).toBe(0);
  expect(seen).toEqual([["a", "b"], true, undefined]);
});

test.each([["--nope"], ["--target"], ["positional"]])("%s is a usage error that points at the help", async (arg) => {
  const cli = fakeCli();
  const command = defineCommand({ name: "look", summary: "", flags, run: async () => ExitCode.ok });
  expect(await command.invoke(cli, [arg])).toBe(2);
  expect(cli.said()).toContain("highwater help look");
});

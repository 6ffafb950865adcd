import { expect, test } from "vitest";
import { commands } from "./commands/index.ts";
import { helpMarkdown, helpText } from "./help.ts";

test("docs/cli.md says what the commands say", async () => {
  await expect(helpMarkdown(commands)).toMatchFileSnapshot("../../../docs/cli.md");
});

test("the help lists every command, and each command's help every flag", () => {
  const all = helpText(commands, undefined);
  for (const { name, summary, flags } of commands) {
    expect(all).toContain(`${name}`.padEnd(7));
    expect(all).toContain(summary);
    const own = helpText(commands, name);
    for (const flag of Object.keys(flags)) expect(own).toContain(`--${flag}`);
  }
});

test("no two flags of a command share a letter", () => {
  for (const { flags } of commands) {
    const letters = Object.values(flags).flatMap((it) => it.short ?? []);
    expect(new Set(letters).size).toBe(letters.length);
  }
});

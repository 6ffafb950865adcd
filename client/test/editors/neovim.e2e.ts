import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { copyOf } from "../shop.ts";

const repository = join(import.meta.dirname, "../../..");
const page = readFileSync(join(repository, "docs/editors.md"), "utf8");

interface Finding {
  readonly line: number;
  readonly code: string;
  readonly source: string;
}

/** What `session.lua` saw. */
interface Seen {
  readonly findings: readonly Finding[];
  readonly typed: readonly Finding[];
  readonly lenses: readonly string[];
  readonly definition: string;
  readonly clients: number;
}

/** The Lua blocks under a heading of docs/editors.md: what is tried is what the page says. */
function luaUnder(heading: string): readonly string[] {
  const section = page.split(/^## /m).find((it) => it.startsWith(heading)) ?? "";
  return [...section.matchAll(/^```lua\n(.*?)^```$/gms)].map(([, block]) => block ?? "");
}

/** Writes a configuration and drives that Neovim, with `highwater` on the PATH. */
function drive(neovim: string, files: Readonly<Record<string, string>>): Seen {
  const home = mkdtempSync(join(tmpdir(), "neovim-"));
  const project = copyOf("projects/shop");
  const configuration = join(home, "config/nvim");
  mkdirSync(join(configuration, "lsp"), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(configuration, name), text);
  mkdirSync(join(home, "bin"));
  symlinkSync(join(repository, "dist/cli.js"), join(home, "bin/highwater"));
  const seen = join(home, "seen.json");
  const session = join(import.meta.dirname, "session.lua");
  try {
    // Without the last command an error in the session would leave Neovim waiting for ever.
    execFileSync(neovim, ["--headless", "-i", "NONE", "-n", "-c", `luafile ${session}`, "-c", "cquit 9"], {
      cwd: project,
      timeout: 120_000,
      env: {
        ...process.env,
        HOME: home,
        XDG_CONFIG_HOME: join(home, "config"),
        XDG_STATE_HOME: join(home, "state"),
        PATH: [join(home, "bin"), process.env["PATH"]].join(delimiter),
        SEEN: seen,
      },
    });
    return JSON.parse(readFileSync(seen, "utf8")) as Seen;
  } finally {
    rmSync(project, { recursive: true, force: true });
    rmSync(home, { recursive: true, force: true });
  }
}

function expectAllSeen({ findings, typed, lenses, definition, clients }: Seen): void {
  expect(findings).toEqual([{ line: 1, code: "missing-unique-key", source: "highwater" }]);
  expect(typed).toEqual([{ line: 9, code: "ref-to-missing-model", source: "highwater" }]);
  expect(lenses[0]).toMatch(/^▷ Run incremental/);
  expect(definition).toBe("models/staging/stg_orders.sql");
  expect(clients).toBe(1);
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: this suite is started by \`npm run verify\``);
  return value;
}

test("Neovim 0.11, set up as docs/editors.md says, shows findings and lenses and follows a ref", () => {
  const [server = "", init = ""] = luaUnder("Neovim 0.11");
  expectAllSeen(drive(required("HIGHWATER_NEOVIM"), { "lsp/highwater.lua": server, "init.lua": init }));
}, 180_000);

test("Debian's old Neovim, set up as docs/editors.md says, does too", () => {
  const [init = ""] = luaUnder("Neovim 0.7");
  expectAllSeen(drive(required("HIGHWATER_NEOVIM_DEBIAN"), { "init.lua": init }));
}, 180_000);

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

interface Manifest {
  readonly [key: string]: unknown;
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly capabilities: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly contributes: {
    readonly languages: readonly { readonly id: string; readonly configuration?: string }[];
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly menus: { readonly commandPalette: readonly { readonly command: string; readonly when: string }[] };
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly description: string;
        readonly media: { readonly image: string; readonly altText: string };
      }[];
    }[];
  };
}

const manifest: Manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const { commands, menus, walkthroughs, languages } = manifest.contributes;

/** Width and height from a PNG's first chunk. */
function sizeOf(path: string): readonly [number, number] {
  const png = readFileSync(join(root, path));
  expect(png.toString("latin1", 1, 4)).toBe("PNG");
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

test("the marketplace is told what it asks for", () => {
  expect(manifest).toMatchObject({
    publisher: "highwater",
    license: "Apache-2.0",
    extensionKind: ["workspace"],
    capabilities: { untrustedWorkspaces: { supported: "limited" }, virtualWorkspaces: { supported: false } },
  });
  for (const key of ["displayName", "description", "categories", "keywords", "galleryBanner"]) {
    expect(manifest[key], key).toBeTruthy();
  }
  for (const it of Object.values(manifest.capabilities)) expect(it["description"]).toBeTruthy();
  expect(sizeOf(manifest.icon)).toEqual([256, 256]);
});

test("no command is in the palette before Highwater is awake", () => {
  const shown = Object.fromEntries(menus.commandPalette.map((it) => [it.command, it.when]));
  expect(Object.keys(shown).sort()).toEqual(commands.map((it) => it.command).sort());
  for (const when of Object.values(shown)) expect(when === "false" || when.startsWith("highwater.active")).toBe(true);
  expect(new Set(commands.map((it) => it.category))).toEqual(new Set(["Highwater"]));
});

test("only a dbt project wakes Highwater, and what it left open itself", () => {
  expect(manifest.activationEvents.filter((it) => !/^(onUri|onWebviewPanel:highwater\..*)$/.test(it))).toEqual([
    "workspaceContains:**/dbt_project.yml",
  ]);
  // A language with a configuration file in the manifest is an activation event too.
  expect(languages.filter((it) => it.configuration)).toEqual([]);
});

test("each step of the walkthrough has a picture with a description, and commands that exist", () => {
  const steps = walkthroughs.flatMap((it) => it.steps);
  expect(steps.length).toBe(4);
  for (const { media, description } of steps) {
    expect(existsSync(join(root, media.image))).toBe(true);
    expect(media.altText.length).toBeGreaterThan(20);
    const named = [...description.matchAll(/\(command:([\w.]+)\)/g)].map(([, it]) => it ?? "");
    const ours = named.filter((it) => it.startsWith("highwater."));
    expect(ours.filter((it) => !commands.some((one) => one.command === it))).toEqual([]);
  }
});

import { expect, test } from "vitest";
import { readSettings } from "./read-settings.ts";
import { DEFAULT_SETTINGS } from "./settings.ts";

test("an editor that has no settings gets the defaults", () => {
  for (const nothing of [null, undefined, {}, "x", 3]) expect(readSettings(nothing)).toEqual(DEFAULT_SETTINGS);
});

test("a setting that can't be read leaves the others alone", () => {
  expect(
    readSettings({
      codeLens: { enable: "yes" },
      diagnostics: { scope: "open-files", severity: { "jinja-syntax": "loud", "ref-to-missing-model": "off" } },
      target: " ci ",
      profilesDir: "",
      protectedTargets: 3,
      runner: { engine: "dbt" },
      dbtPath: " ~/venv/bin/dbt ",
    }),
  ).toEqual({
    ...DEFAULT_SETTINGS,
    diagnosticsScope: "open-files",
    diagnosticsSeverity: { "ref-to-missing-model": "off" },
    target: "ci",
    runnerEngine: "dbt",
    dbtPath: "~/venv/bin/dbt",
  });
  expect(readSettings({ runner: { engine: "spark" }, dbtPath: "" })).toEqual(DEFAULT_SETTINGS);
});

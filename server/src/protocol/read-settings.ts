import * as v from "valibot";
import { DEFAULT_SETTINGS, ENGINE_CHOICES, type Settings } from "./settings.ts";

const text = v.fallback(v.nullable(v.pipe(v.string(), v.trim())), null);
const flag = (fallback: boolean) => v.fallback(v.boolean(), fallback);
const level = v.picklist(["off", "hint", "info", "warning", "error"]);
const enable = (fallback: boolean) => v.fallback(v.object({ enable: flag(fallback) }), { enable: fallback });

/** The settings as an editor hands them over: the object under `highwater`. Every part that can't be read is its default. */
const shape = v.object({
  codeLens: enable(DEFAULT_SETTINGS.codeLensEnable),
  definition: enable(DEFAULT_SETTINGS.definitionEnable),
  references: enable(DEFAULT_SETTINGS.referencesEnable),
  symbols: enable(DEFAULT_SETTINGS.symbolsEnable),
  hover: enable(DEFAULT_SETTINGS.hoverEnable),
  completion: enable(DEFAULT_SETTINGS.completionEnable),
  diagnostics: v.fallback(
    v.object({
      enable: flag(DEFAULT_SETTINGS.diagnosticsEnable),
      scope: v.fallback(v.picklist(["project", "open-files"]), DEFAULT_SETTINGS.diagnosticsScope),
      severity: v.fallback(v.record(v.string(), v.fallback(v.nullable(level), null)), {}),
    }),
    { enable: DEFAULT_SETTINGS.diagnosticsEnable, scope: DEFAULT_SETTINGS.diagnosticsScope, severity: {} },
  ),
  profilesDir: text,
  target: text,
  protectedTargets: v.fallback(v.array(v.string()), [...DEFAULT_SETTINGS.protectedTargets]),
  vars: text,
  runner: v.fallback(v.object({ engine: v.fallback(v.picklist(ENGINE_CHOICES), DEFAULT_SETTINGS.runnerEngine) }), {
    engine: DEFAULT_SETTINGS.runnerEngine,
  }),
  dbtPath: text,
});

/** Reads what an editor sent for the section `highwater`; never fails, since a wrong setting must not take the others with it. */
export function readSettings(raw: unknown): Settings {
  const parsed = v.safeParse(shape, raw ?? {});
  if (!parsed.success) return DEFAULT_SETTINGS;
  const { codeLens, definition, hover, completion, diagnostics, profilesDir, target, protectedTargets, vars } =
    parsed.output;
  const { references, symbols, runner, dbtPath } = parsed.output;
  const severity = Object.entries(diagnostics.severity).flatMap(([rule, it]) => (it === null ? [] : [[rule, it]]));
  return {
    codeLensEnable: codeLens.enable,
    diagnosticsEnable: diagnostics.enable,
    diagnosticsScope: diagnostics.scope,
    diagnosticsSeverity: Object.fromEntries(severity),
    definitionEnable: definition.enable,
    referencesEnable: references.enable,
    symbolsEnable: symbols.enable,
    hoverEnable: hover.enable,
    completionEnable: completion.enable,
    profilesDir: profilesDir === "" ? null : profilesDir,
    target: target === "" ? null : target,
    protectedTargets,
    vars: vars === "" ? null : vars,
    runnerEngine: runner.engine,
    dbtPath: dbtPath === "" ? null : dbtPath,
  };
}

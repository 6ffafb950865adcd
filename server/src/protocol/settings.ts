/** What runs models: the built-in runner, the user's own dbt, or whichever of them can. */
export type EngineChoice = (typeof ENGINE_CHOICES)[number];
export const ENGINE_CHOICES = ["auto", "native", "dbt"] as const;

/** What the user may set; `highwater.*` in VS Code. `docs/settings.md` and the manifest are generated from it. */
export interface Settings {
  readonly codeLensEnable: boolean;
  readonly diagnosticsEnable: boolean;
  readonly diagnosticsScope: "project" | "open-files";
  readonly diagnosticsSeverity: Readonly<Record<string, "off" | "hint" | "info" | "warning" | "error">>;
  readonly definitionEnable: boolean;
  readonly referencesEnable: boolean;
  readonly symbolsEnable: boolean;
  readonly hoverEnable: boolean;
  readonly completionEnable: boolean;
  readonly profilesDir: string | null;
  readonly target: string | null;
  readonly protectedTargets: readonly string[];
  readonly vars: string | null;
  readonly runnerEngine: EngineChoice;
  /** The dbt to run instead of the one that is found by looking. */
  readonly dbtPath: string | null;
}

export const DEFAULT_SETTINGS: Settings = {
  codeLensEnable: true,
  diagnosticsEnable: true,
  diagnosticsScope: "project",
  diagnosticsSeverity: {},
  definitionEnable: true,
  referencesEnable: true,
  symbolsEnable: true,
  hoverEnable: true,
  completionEnable: true,
  profilesDir: null,
  target: null,
  protectedTargets: ["prod", "production"],
  vars: null,
  runnerEngine: "auto",
  dbtPath: null,
};

/** Facts that replace the world's pretence, for whoever knows the target: the runner. */
export interface CompileOptions {
  /** What the target has, by `relationKey`; a relation that isn't listed does not exist. */
  readonly relations?: ReadonlyMap<string, "table" | "view" | "other">;
  /** Whether `--full-refresh` is given. */
  readonly fullRefresh?: boolean;
  /** What `flags.WHICH` says; `compile` unless the models are really run. */
  readonly command?: "compile" | "run";
}

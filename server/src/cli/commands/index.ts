import type { AnyCommand } from "../command.ts";
import { compile } from "./compile.ts";
import { lint } from "./lint.ts";
import { lsp } from "./lsp.ts";
import { run } from "./run.ts";
import { seed } from "./seed.ts";
import { serve } from "./serve.ts";

/** Every command, in the order of the help. */
export const commands: readonly AnyCommand[] = [run, seed, compile, lint, lsp, serve];

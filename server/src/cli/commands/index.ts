import type { AnyCommand } from "../command.ts";
import { compile } from "./compile.ts";
import { doctor } from "./doctor.ts";
import { lint } from "./lint.ts";
import { ls } from "./ls.ts";
import { lsp } from "./lsp.ts";
import { run } from "./run.ts";
import { seed } from "./seed.ts";
import { serve } from "./serve.ts";
import { show } from "./show.ts";

/** Every command, in the order of the help. */
export const commands: readonly AnyCommand[] = [run, seed, show, compile, lint, ls, doctor, lsp, serve];

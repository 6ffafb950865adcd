import { compiledModel } from "../../features/compiled-model.ts";
import type { LspRequests } from "../../protocol/lsp.ts";
import type { Handler } from "../dispatch.ts";
import type { FileContext } from "../session.ts";

type Compiled = LspRequests["highwater/compiled"];

export const onCompiled: Handler<FileContext, Compiled["params"], Compiled["result"]> = {
  method: "highwater/compiled",
  empty: null,
  answer: ({ snapshot, path }) => compiledModel(snapshot, path) ?? null,
};

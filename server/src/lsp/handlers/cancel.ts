import type { LspRequests } from "../../protocol/lsp.ts";
import type { Handler } from "../dispatch.ts";
import type { FileContext } from "../session.ts";
import { cancelOf } from "./run.ts";

type Cancel = LspRequests["highwater/cancel"];

export const onCancel: Handler<FileContext, Cancel["params"], Cancel["result"]> = {
  method: "highwater/cancel",
  empty: null,
  answer(context) {
    cancelOf(context);
    return null;
  },
};

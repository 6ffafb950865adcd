import type { Server } from "../language-client.ts";
import { modelUri } from "./model-uri.ts";

/** Stops the run in flight of a model. */
export function cancelRun(server: Server): (argument: unknown) => Promise<void> {
  return async (argument) => {
    const uri = modelUri(argument);
    if (uri !== undefined) await server.request("highwater/cancel", { uri });
  };
}

import { modules } from "../../jinja/modules/modules.ts";
import { inZone } from "../../jinja/modules/moment.ts";
import { plainUtc } from "../../jinja/modules/zone.ts";
import type { Value } from "../../jinja/values.ts";
import type { Notes } from "./scope.ts";

/** The name `modules`. Whoever asks it for the time is noted, since the text then changes with every render. */
export function modulesValue(notes: Notes): Value {
  return modules(() => {
    notes.read("clock");
    return new Date();
  });
}

/** The name `run_started_at`: now, as every render is a run of its own. */
export function runStartedAt(notes: Notes): Value {
  notes.read("clock");
  return inZone(BigInt(Date.now()) * 1000n, plainUtc);
}

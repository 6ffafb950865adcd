import { Unknown, type Value } from "../../jinja/values.ts";
import type { Notes } from "./scope.ts";

/** The name `modules`. */
export function modulesValue(notes: Notes): Value {
  notes.read("clock");
  return new Unknown("Python modules are not evaluated here.");
}

/** The name `run_started_at`. */
export function runStartedAt(notes: Notes): Value {
  notes.read("clock");
  return new Unknown("When the run starts is not known yet.");
}

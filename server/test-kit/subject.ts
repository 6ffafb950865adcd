import { type Subject, subjectOf } from "../src/analysis/subject.ts";
import { compile } from "../src/compile/compile.ts";
import { parseFixture } from "./fixture.ts";
import { projectOf } from "./project.ts";

/** The model `models/model.sql` of a fixture, with a model `orders` to select from, as the analyses see it. */
export function subjectIn(source: string): Subject {
  const { files } = parseFixture(source);
  const orders = "select 1 as order_id, 2 as amount, current_timestamp as updated_at";
  const snapshot = projectOf(new Map([["models/orders.sql", orders], ...files]));
  const node = snapshot.nodes.at("models/model.sql");
  if (!node) throw new Error("the fixture has no models/model.sql");
  return subjectOf(snapshot, node, {
    incremental: compile(snapshot, node, "incremental"),
    "full-refresh": compile(snapshot, node, "full-refresh"),
  });
}

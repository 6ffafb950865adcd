import { truthy } from "../../../jinja/text.ts";
import { Unknown } from "../../../jinja/values.ts";
import { lookUp } from "../lookup-relation.ts";
import type { DbtMacro } from "../macro-value.ts";

/** What decides between the two worlds (spec 1.1, 1.2), and lookups of relations. */
export const incrementalMacros: readonly DbtMacro[] = [
  {
    name: "is_incremental",
    parameters: [],
    run(_given, { names, invoke }) {
      const { phase } = names.scope;
      if (!phase.execute) return false;
      const existing = phase.existing(phase.relation);
      if (existing === "unknown") return new Unknown("Whether this model runs incrementally can't be told here.");
      if (existing !== "table" || phase.nodeConfig.materialized !== "incremental") return false;
      const full = invoke("should_full_refresh");
      return full instanceof Unknown ? full : !truthy(full);
    },
  },
  {
    name: "should_full_refresh",
    parameters: [],
    run(_given, { names: { scope } }) {
      // While parsing, `config.get` answers with an empty text whatever the config says.
      if (!scope.phase.execute) return "";
      return scope.phase.nodeConfig.full_refresh ?? scope.phase.fullRefresh;
    },
  },
  {
    name: "should_store_failures",
    parameters: [],
    run(_given, { names: { scope } }) {
      const configured = scope.phase.nodeConfig["store_failures"];
      return typeof configured === "boolean" ? configured : false;
    },
  },
  ...["load_relation", "load_cached_relation"].map(
    (name): DbtMacro => ({
      name,
      parameters: ["relation"],
      run: ([relation = null], { names }) => lookUp(names.scope, relation),
    }),
  ),
];

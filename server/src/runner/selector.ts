import { err, ok, type Result } from "../base/result.ts";

/** One criterion of a `--select`: what it looks at, and how far up and down the graph it reaches. */
export interface Criterion {
  readonly method: Method;
  /** `config.meta.owner:x` has `["meta", "owner"]`. */
  readonly argument: readonly string[];
  readonly value: string;
  /** Steps upwards; 0 for none. */
  readonly parents: number;
  readonly children: number;
  /** `@x` */
  readonly at: boolean;
}

const METHODS = ["fqn", "path", "file", "tag", "package", "config", "resource_type"] as const;
type Method = (typeof METHODS)[number];

/** Reads `2+tag:nightly+1`, `@orders`, `models/marts`, `config.materialized:incremental`, … */
export function parseCriterion(text: string): Result<Criterion, string> {
  const whole = text.trim();
  const parts = /^(?<at>@)?(?:(?<up>\d*)(?<plus>\+))?(?<body>.*?)(?:(?<down>\+)(?<depth>\d*))?$/s.exec(whole)?.groups;
  const body = parts?.["body"] ?? "";
  if (body === "") return err(`"${text}" selects nothing: a name, a path or a method like tag:nightly is missing.`);
  const at = parts?.["at"] !== undefined;
  if (at && parts?.["down"] !== undefined)
    return err(`"${text}": @ already takes the children along, so the + behind is too much.`);

  const named = /^(?<method>[a-z_]+)(?<argument>(?:\.[^:]*)?):(?<value>.+)$/s.exec(body)?.groups;
  const reachOf = (plus: string | undefined, digits: string | undefined) => {
    if (plus === undefined) return 0;
    return digits === undefined || digits === "" ? Number.POSITIVE_INFINITY : Number(digits);
  };
  const far = {
    at,
    parents: reachOf(parts?.["plus"], parts?.["up"]),
    children: reachOf(parts?.["down"], parts?.["depth"]),
  };
  if (!named) return ok({ method: methodOf(body), argument: [], value: body, ...far });
  const method = METHODS.find((it) => it === named["method"]);
  if (!method) {
    return err(`"${text}": the method ${named["method"]} is not supported; there are ${METHODS.join(", ")}.`);
  }
  const argument = (named["argument"] ?? "").split(".").slice(1);
  return ok({ method, argument, value: named["value"] ?? "", ...far });
}

function methodOf(value: string): Method {
  if (/[\\/]/.test(value)) return "path";
  return /\.(sql|py|csv)$/i.test(value) ? "file" : "fqn";
}

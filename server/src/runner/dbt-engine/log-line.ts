/** What a line of dbt's structured log tells that a run is interested in. */
export type LogLine =
  | { readonly kind: "version"; readonly version: string }
  | { readonly kind: "started"; readonly uniqueId: string }
  | { readonly kind: "statement"; readonly uniqueId: string; readonly sql: string }
  | ({ readonly kind: "finished"; readonly uniqueId: string } & NodeResult)
  /** `uniqueId` is empty for what concerns the whole run. */
  | { readonly kind: "error" | "warning"; readonly uniqueId: string; readonly message: string }
  /** Well-formed, and of no interest. */
  | { readonly kind: "other" };

export interface NodeResult {
  /** dbt's own word: `success`, `error`, `skipped`, `partial success`, `no-op`. */
  readonly status: string;
  /** Empty where dbt tells it in a line of its own (v2). */
  readonly message: string;
  readonly ms: number;
  /** What the adapter says of the last statement. */
  readonly response: Fields;
}

type Fields = { readonly [key: string]: unknown };

/**
 * Reads a line of the log that dbt writes with `--log-format json`; undefined for a line that is none.
 *
 * Core 1.8 to 1.12 and v2 name their events alike, and v2 leaves fields out. The names are an interface
 * that dbt documents; nothing is taken from the messages' wording.
 */
export function readLogLine(line: string): LogLine | undefined {
  if (!line.startsWith("{")) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return undefined;
  }
  const { info, data } = fields(parsed);
  if (typeof info !== "object" || info === null) return undefined;
  return meaningOf(fields(info), fields(data));
}

function meaningOf(info: Fields, data: Fields): LogLine {
  const uniqueId = text(fields(data["node_info"])["unique_id"]);
  switch (info["name"]) {
    case "MainReportVersion":
      return { kind: "version", version: text(data["version"]).replace(/^=/, "") };
    case "NodeStart":
      return { kind: "started", uniqueId };
    case "SQLQuery":
      return uniqueId === "" ? { kind: "other" } : { kind: "statement", uniqueId, sql: text(data["sql"]) };
    case "NodeFinished":
      return { kind: "finished", uniqueId, ...resultOf(fields(data["run_result"])) };
    // They repeat what is told with the node.
    case "LogModelResult":
    case "RunResultFailure":
    case "RunResultError":
      return { kind: "other" };
    default:
      return complaintOf(info, data, uniqueId);
  }
}

function complaintOf(info: Fields, data: Fields, uniqueId: string): LogLine {
  const message = text(data["exc"]) || text(info["msg"]);
  if (message.trim() === "") return { kind: "other" };
  if (info["level"] === "error") return { kind: "error", uniqueId, message };
  return info["level"] === "warn" ? { kind: "warning", uniqueId, message } : { kind: "other" };
}

function resultOf(result: Fields): NodeResult {
  const seconds = result["execution_time"];
  return {
    status: text(result["status"]),
    message: text(result["message"]),
    ms: typeof seconds === "number" ? seconds * 1_000 : 0,
    response: fields(result["adapter_response"]),
  };
}

const fields = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const text = (value: unknown): string => (typeof value === "string" ? value : "");

import { assertNever } from "../base/never.ts";
import type { WorldReason } from "../base/world.ts";
import type { Outcome, Planned, Rows, RunEvent, WatermarkChange } from "../protocol/events.ts";
import type { Output } from "./command.ts";
import { duration, grouped, type Style, shortened, styleOf } from "./style.ts";

/** Prints the events of a run as lines for people; failures go to stderr, the summary comes last. */
export function runReport(stdout: Output, stderr: Output): (event: RunEvent) => void {
  const planned = new Map<string, Planned & { readonly index: number }>();
  const style = styleOf(stdout);
  const line = (text: string) => stdout.write(`${text}\n`);

  return (event) => {
    switch (event.kind) {
      case "run-started":
        line(`${style.strong(event.project)} · ${event.target} (${event.engine}) · ${counted(event.models)}`);
        if (event.reason) line(` ${event.reason}`);
        return;
      case "planned":
        planned.set(event.uniqueId, event);
        return;
      case "started":
      case "compiled":
      case "statement":
        return;
      case "finished": {
        const plan = planned.get(event.uniqueId);
        if (!plan) return;
        line(
          finishedLine(plan, event, { total: planned.size, names: [...planned.values()], style, width: stdout.width }),
        );
        if (event.status === "error") stderr.write(`${failureText(plan, event, styleOf(stderr))}\n`);
        return;
      }
      case "run-finished":
        line(summary(event, style));
        return;
      default:
        assertNever(event);
    }
  };
}

interface Page {
  readonly total: number;
  readonly names: readonly Planned[];
  readonly style: Style;
  readonly width: number | undefined;
}

function finishedLine(plan: Planned & { readonly index: number }, outcome: Outcome, page: Page): string {
  const digits = String(page.total).length;
  const widest = (texts: readonly string[]) => Math.min(40, Math.max(...texts.map((it) => it.length)));
  const number = `${String(plan.index).padStart(digits)}/${page.total}`;
  const kind = plan.materialized.padEnd(widest(page.names.map((it) => it.materialized)));
  const name = plan.name.padEnd(widest(page.names.map((it) => it.name)));
  const left = ` ${number} ${kind}  ${name}  `;
  const status = statusWord(plan, outcome).padEnd(13);
  const right = outcome.status === "skipped" ? (outcome.message ?? "") : figures(outcome);
  const space = page.width === undefined ? undefined : page.width - left.length - status.length - 1;
  return `${left}${painted(status, outcome.status, page.style)} ${shortened(right, space)}`.trimEnd();
}

function statusWord({ strategy }: Planned, { status, world }: Outcome): string {
  if (status !== "ok") return status === "error" ? "failed" : status;
  if (world === null) return "ok";
  return world === "incremental" ? (strategy ?? "ok") : "full refresh";
}

function painted(text: string, status: Outcome["status"], style: Style): string {
  if (status === "ok") return style.good(text);
  return status === "error" ? style.bad(text) : style.warn(text);
}

function figures(outcome: Outcome): string {
  const why = outcome.why === null ? "" : `(${REASONS[outcome.why]})`;
  const rows = outcome.rows === null ? "" : printRows(outcome.rows);
  const parts = [
    duration(outcome.ms).padStart(8),
    rows,
    outcome.watermark ? printWatermark(outcome.watermark) : "",
    why,
  ];
  return parts.filter((it) => it !== "").join("   ");
}

/** Why another world ran than the one asked for, in words. */
export const REASONS: Readonly<Record<WorldReason, string>> = {
  "target-missing": "first run: builds the whole table",
  "target-is-view": "the target was a view",
  "no-table": "first run: there was no table to change",
  "full-refresh-config": "full refresh: set by the model",
  "full-refresh-forbidden": "the model forbids a full refresh",
};

/** `updated_at 2024-03-01 → 2024-03-02`; where there was no table before, only what it has now. */
export function printWatermark({ column, before, after }: WatermarkChange): string {
  // A midnight is a day.
  const short = (value: string) => value.replace(/ 00:00:00(\.0+)?(\+00)?$/, "");
  if (after === null) return before === null ? "" : `${column} ${short(before)} → no rows`;
  return before === null ? `${column} → ${short(after)}` : `${column} ${short(before)} → ${short(after)}`;
}

/** +1,204 ~310 −12; rows merged where the engine doesn't tell more. */
export function printRows({ inserted, updated, deleted, affected }: Rows): string {
  const parts = [
    inserted === null ? "" : `+${grouped(inserted)}`,
    updated === null ? "" : `~${grouped(updated)}`,
    deleted === null ? "" : `−${grouped(deleted)}`,
  ].filter((it) => it !== "");
  if (parts.length > 0) return parts.join(" ");
  return affected === null ? "" : `${grouped(affected)} rows merged`;
}

function failureText({ name }: Planned, { message, at }: Outcome, style: Style): string {
  const place = at === null ? name : `${at.path}:${at.line}:${at.column}`;
  return `${style.bad("error")} ${style.strong(place)} ${message ?? "failed"}`;
}

function summary(event: Extract<RunEvent, { kind: "run-finished" }>, style: Style): string {
  const parts = [`${event.ok} ok`, `${event.failed} failed`, `${event.skipped} skipped`];
  const word =
    event.status === "ok"
      ? style.good("Done")
      : event.status === "error"
        ? style.bad("Failed")
        : style.warn("Cancelled");
  return `${word}: ${parts.join(", ")} in ${duration(event.ms)}`;
}

function counted(models: number): string {
  return `${models} ${models === 1 ? "node" : "nodes"}`;
}

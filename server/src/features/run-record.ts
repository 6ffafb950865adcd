import type { RunRecord } from "../protocol/history.ts";
import { durationInWords, rowsInWords, WORLD_TITLES } from "./words.ts";

/** The record of a run as a document to read: what ran and why, what came of it, every statement, and how to do the same in a terminal. */
export function runRecordMarkdown(record: RunRecord): string {
  const { name, status, at, message, command } = record;
  const facts = factsOf(record).map(([what, value]) => `| ${what} | ${value.replaceAll("|", "\\|")} |`);
  const sections = [
    `# ${name}: ${STATUSES[status]}`,
    message === null ? "" : fenced(message, ""),
    `| | |\n|---|---|\n| when | ${at.replace("T", " ").replace(/\.\d+Z$/, " UTC")} |\n${facts.join("\n")}`,
    `## The same in a terminal\n\n${fenced(command, "sh")}`,
    statementsOf(record),
  ];
  return `${sections.filter((it) => it !== "").join("\n\n")}\n`;
}

function statementsOf({ statements, phases }: RunRecord): string {
  if (statements.length === 0) return "";
  const shown = statements.map((sql, index) => {
    const ms = phases?.statementsMs[index];
    const took = ms === undefined ? "" : `${index + 1}. ${durationInWords(ms)}\n\n`;
    return `${took}${fenced(sql.trim(), "sql")}`;
  });
  return `## Statements\n\n${shown.join("\n\n")}`;
}

/** `0.4 s: compiling 0.02 s, 3 statements 0.38 s` */
function timeInWords({ ms, phases }: RunRecord): string {
  if (!phases) return durationInWords(ms);
  const { compileMs, statementsMs } = phases;
  const sent = statementsMs.length === 1 ? "1 statement" : `${statementsMs.length} statements`;
  const inAll = statementsMs.reduce((sum, it) => sum + it, 0);
  return `${durationInWords(ms)}: compiling ${durationInWords(compileMs)}, ${sent} ${durationInWords(inAll)}`;
}

const STATUSES: Readonly<Record<RunRecord["status"], string>> = {
  ok: "ran",
  error: "failed",
  skipped: "was skipped",
  cancelled: "was cancelled",
};

const WHY: Readonly<Record<NonNullable<RunRecord["why"]>, string>> = {
  "target-missing": "the target did not exist",
  "target-is-view": "the target was a view",
  "no-table": "there was no table to change",
  "full-refresh-config": "the model sets full_refresh: true",
  "full-refresh-forbidden": "the model sets full_refresh: false",
};

function factsOf(record: RunRecord) {
  const { world, why, materialized, strategy, relation, target, engine, rows, watermark, uniqueKey = [] } = record;
  const reason = why === null ? "" : `, because ${WHY[why]}`;
  const inWords = rows && rowsInWords(rows, strategy);
  const facts: [string, string][] = [
    ...(world === null ? [] : [["world", `${WORLD_TITLES[world]}${reason}`] as [string, string]]),
    [
      "built as",
      [materialized, strategy, uniqueKey.length > 0 ? `on ${uniqueKey.join(", ")}` : null]
        .filter((it) => it)
        .join(", "),
    ],
    ["relation", `\`${relation}\``],
    ["target", `${target} (${engine})`],
    ...(inWords ? [["rows", inWords] as [string, string]] : []),
    ...(watermark ? [["watermark", watermarkInWords(watermark)] as [string, string]] : []),
    ["time", timeInWords(record)],
  ];
  return facts;
}

function watermarkInWords({ column, before, after }: NonNullable<RunRecord["watermark"]>): string {
  return `\`${column}\` ${before ?? "nothing"} → ${after ?? "nothing"}`;
}

/** A code block that no text inside can end: its fence is longer than any in the text. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map((it) => it[0].length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

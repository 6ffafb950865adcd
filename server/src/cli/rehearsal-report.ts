import type { RunEvent } from "../protocol/events.ts";
import type { Output } from "./command.ts";
import { REASONS } from "./run-report.ts";
import { styleOf } from "./style.ts";

/** Prints what a run would send as one SQL text, with comments between the nodes; what is wrong goes to stderr. */
export function rehearsalReport(stdout: Output, stderr: Output): (event: RunEvent) => void {
  const headings = new Map<string, string>();
  const style = styleOf(stdout);
  let total = 0;
  const comment = (text: string) => stdout.write(`${style.dim(`-- ${text}`)}\n`);

  return (event) => {
    switch (event.kind) {
      case "run-started":
        total = event.models;
        comment(`${event.project} · ${event.target} (${event.engine}) · a dry run: nothing is written`);
        return;
      case "planned": {
        const { index, materialized, name, relation, strategy, world, why } = event;
        const how = world === "incremental" ? ` by ${strategy}` : world === null ? "" : ", full refresh";
        const because = why === null ? "" : ` (${REASONS[why]})`;
        headings.set(event.uniqueId, `${index}/${total} ${materialized} ${name} → ${relation}${how}${because}`);
        return;
      }
      case "started":
        stdout.write("\n");
        comment(headings.get(event.uniqueId) ?? event.uniqueId);
        return;
      case "statement":
        stdout.write(terminated(event.sql));
        return;
      case "finished":
        if (event.message !== null)
          stderr.write(`${headings.get(event.uniqueId) ?? event.uniqueId}: ${event.message}\n`);
        return;
      default:
        return;
    }
  };
}

/** A statement with its semicolon, on a line of its own where the statement may end with a comment. */
function terminated(sql: string): string {
  const text = sql.trim();
  if (text === "") return "";
  const last = text.slice(text.lastIndexOf("\n") + 1);
  if (last.includes("--")) return `${text}\n;\n`;
  return text.endsWith(";") ? `${text}\n` : `${text};\n`;
}

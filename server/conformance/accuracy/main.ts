import { rules } from "../../src/lint/rules/index.ts";
import { readLabels } from "./labels.ts";
import { lintLabelled } from "./lint-labelled.ts";
import { type Miss, precision, recall, type Score, scoreOf, type Tally } from "./score.ts";

/** Prints how right the rules are on labelled models of real projects; false when no model was there to be scored. */
export async function accuracy(labelFile: string, corpus: string): Promise<boolean> {
  const labels = readLabels(labelFile);
  const judged = await lintLabelled(labels, corpus);
  const repositories = new Set(judged.map((it) => it.label.repo)).size;
  const all = new Set(labels.map((it) => it.repo)).size;
  console.log(`${judged.length} of ${labels.length} labelled models, of ${repositories} of ${all} repositories\n`);
  if (judged.length === 0) return false;
  const score = scoreOf(judged, rules);
  printTables(score);
  for (const it of score.misses) console.log(inWords(it));
  return true;
}

function printTables({ rules: byRule, severities }: Score): void {
  const counts = (tally: Tally) => tally.truePositives + tally.falsePositives + tally.falseNegatives;
  const judged = [...byRule].filter(([, tally]) => counts(tally) > 0);
  for (const [title, rows] of [
    ["rule", judged],
    ["severity", [...severities]],
  ] as const) {
    console.log(row([title, "right", "false", "missed", "precision", "recall"]));
    for (const [name, tally] of rows) {
      const { truePositives, falsePositives, falseNegatives } = tally;
      console.log(
        row([
          name,
          `${truePositives}`,
          `${falsePositives}`,
          `${falseNegatives}`,
          share(precision(tally)),
          share(recall(tally)),
        ]),
      );
    }
    console.log("");
  }
  const silent = [...byRule].filter(([, tally]) => counts(tally) === 0).map(([name]) => name);
  if (silent.length > 0) console.log(`Nothing labelled, nothing found: ${silent.join(", ")}\n`);
}

function row([first = "", ...others]: readonly string[]): string {
  return first.padEnd(42) + others.map((it) => it.padStart(10)).join("");
}

function share(part: number | undefined): string {
  return part === undefined ? "–" : `${(part * 100).toFixed(0)} %`;
}

function inWords({ kind, rule, severity, label, line, message }: Miss): string {
  return `${kind}: ${severity} ${rule} ${label.repo} ${label.path}:${line}: ${message}`;
}

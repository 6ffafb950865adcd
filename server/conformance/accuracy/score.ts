import type { Severity } from "../../src/lint/finding.ts";
import type { Label } from "./labels.ts";

/** A labelled model, and what the rules found in it. */
export interface Judged {
  readonly label: Label;
  readonly found: readonly Found[];
}

export interface Found {
  readonly rule: string;
  readonly severity: Severity;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** How often a rule was right. Precision and recall follow from it. */
export interface Tally {
  readonly truePositives: number;
  /** The part of them that counts for precision. */
  readonly sampled: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
}

/** One thing that a rule got wrong, to be looked at. */
export interface Miss {
  readonly kind: "false positive" | "false negative" | "far";
  readonly rule: string;
  readonly severity: Severity;
  readonly label: Label;
  readonly line: number;
  readonly message: string;
}

export interface Score {
  readonly rules: ReadonlyMap<string, Tally>;
  readonly severities: ReadonlyMap<Severity, Tally>;
  readonly misses: readonly Miss[];
}

interface Shipped {
  readonly name: string;
  readonly severity: Severity;
}

/** Rules that nobody labelled, as dbt's own errors are not a matter of judgement: only an error of theirs is wrong in a model that runs. */
const UNLABELLED: ReadonlySet<string> = new Set(["jinja-syntax", "yaml-syntax", "is-incremental-not-called"]);

/** A finding may stand on the expression or on its clause. */
const NEAR = 3;

type Outcome = "hit" | "sampled hit" | "false positive" | "false negative" | "nothing";

/**
 * Scores rules on labelled models: every model counts once for each rule.
 *
 * A finding in a file that the label names for its rule is right; where it stands far from the line
 * it is listed, and still right. Precision is taken from the random sample, and from what the others
 * say must not be found.
 */
export function scoreOf(judged: readonly Judged[], shipped: readonly Shipped[]): Score {
  const rules = new Map<string, Tally>();
  const severities = new Map<Severity, Tally>();
  const misses: Miss[] = [];
  for (const rule of shipped) {
    for (const { label, found } of judged) {
      const isCounted = (it: Found) => !UNLABELLED.has(rule.name) || it.severity === "error";
      const here = found.filter((it) => it.rule === rule.name && isCounted(it));
      const outcome = outcomeOf(label, rule.name, here.length > 0);
      const severity = here[0]?.severity ?? rule.severity;
      rules.set(rule.name, counted(rules.get(rule.name), outcome));
      severities.set(severity, counted(severities.get(severity), outcome));
      misses.push(...missesOf({ label, rule: rule.name, severity, here, outcome }));
    }
  }
  return { rules, severities, misses };
}

function outcomeOf(label: Label, rule: string, isFound: boolean): Outcome {
  const expected = label.rules.filter((it) => it.id === rule);
  if (expected.some((it) => it.unsure)) return "nothing";
  if (expected.length > 0) {
    if (!isFound) return "false negative";
    return label.sample === "random" && !label.nearDuplicate ? "sampled hit" : "hit";
  }
  if (!isFound || label.nearDuplicate) return "nothing";
  const isJudged = label.mustNot.includes(rule) || (label.sample === "random" && !label.partial);
  return isJudged ? "false positive" : "nothing";
}

const NONE: Tally = { truePositives: 0, sampled: 0, falsePositives: 0, falseNegatives: 0 };

function counted(tally: Tally = NONE, outcome: Outcome): Tally {
  return {
    truePositives: tally.truePositives + (outcome === "hit" || outcome === "sampled hit" ? 1 : 0),
    sampled: tally.sampled + (outcome === "sampled hit" ? 1 : 0),
    falsePositives: tally.falsePositives + (outcome === "false positive" ? 1 : 0),
    falseNegatives: tally.falseNegatives + (outcome === "false negative" ? 1 : 0),
  };
}

interface Looked {
  readonly label: Label;
  readonly rule: string;
  readonly severity: Severity;
  readonly here: readonly Found[];
  readonly outcome: Outcome;
}

function missesOf({ label, rule, severity, here, outcome }: Looked): readonly Miss[] {
  const miss = (kind: Miss["kind"], line: number, message: string): Miss => {
    return { kind, rule, severity, label, line, message };
  };
  const [first] = here;
  const lines = label.rules.filter((it) => it.id === rule).map((it) => it.line);
  if (outcome === "false positive" && first) return [miss("false positive", first.line, first.message)];
  if (outcome === "false negative") return [miss("false negative", lines[0] ?? 1, "nothing was found")];
  const isNear = here.some((it) => lines.some((line) => Math.abs(line - it.line) <= NEAR));
  if (outcome === "nothing" || isNear || !first) return [];
  return [miss("far", first.line, `the label says line ${lines.join(", ")}`)];
}

/** Right findings among those made; undefined where none was made. */
export function precision({ sampled, falsePositives }: Tally): number | undefined {
  return ratio(sampled, falsePositives);
}

/** Found among those that should be; undefined where there are none. */
export function recall({ truePositives, falseNegatives }: Tally): number | undefined {
  return ratio(truePositives, falseNegatives);
}

function ratio(right: number, wrong: number): number | undefined {
  return right + wrong === 0 ? undefined : right / (right + wrong);
}

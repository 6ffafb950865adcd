import { subjectOf } from "../analysis/subject.ts";
import { WORLDS, type World } from "../base/world.ts";
import { compile } from "../compile/compile.ts";
import type { Compiled } from "../compile/compiled.ts";
import { modelTemplate } from "../project/model-template.ts";
import type { Node, ProjectSnapshot, SourceFile } from "../project/snapshot.ts";
import type { FileContext, ModelContext, Report, Rule } from "./define-rule.ts";
import type { Finding } from "./finding.ts";
import { rememberFindings } from "./remember.ts";
import { rules as allRules } from "./rules/index.ts";
import { isSuppressed } from "./suppressions.ts";

export interface LintOptions {
  /** Told when a rule throws, which is a bug of the rule's; the others still run. Without it the error is thrown. */
  readonly onBug?: (rule: string, error: unknown) => void;
  /** Other rules than the registered ones: for tests. */
  readonly rules?: readonly Rule[];
}

/** Everything to say about a model's own file: its rules' findings, its Jinja errors, its last run's failure. */
export function lintModel(snapshot: ProjectSnapshot, node: Node, options: LintOptions = {}): readonly Finding[] {
  return node.file ? lintFile(snapshot, node.path, options) : [];
}

/**
 * Everything to say about a file: a model, a macro file, a YAML file.
 *
 * Nothing is said about files of installed packages, which are not the user's to change, and nothing but the
 * syntax of a file that `.dbtignore` leaves out. An unchanged
 * file, in an unchanged environment, gives the very same array.
 */
export function lintFile(snapshot: ProjectSnapshot, path: string, options: LintOptions = {}): readonly Finding[] {
  const file = snapshot.files.get(path);
  if (!file || isOfPackage(snapshot, path)) return [];
  const node = snapshot.nodes.at(path);
  if (options.rules) return findingsOf(snapshot, file, node, options);
  return rememberFindings(snapshot, file, () => findingsOf(snapshot, file, node, options));
}

/** Findings of every file that dbt reads, by path, those without any left out; yields between files so that it can be stopped. */
export function* lintProject(
  snapshot: ProjectSnapshot,
  options: LintOptions = {},
): Generator<void, ReadonlyMap<string, readonly Finding[]>> {
  const found = new Map<string, readonly Finding[]>();
  for (const path of new Set([...snapshot.files.keys(), ...snapshot.environment.problems.map((it) => it.at.path)])) {
    const findings = snapshot.environment.isIgnored(path) ? [] : lintFile(snapshot, path, options);
    if (findings.length > 0) found.set(path, findings);
    yield;
  }
  return found;
}

function isOfPackage({ environment }: ProjectSnapshot, path: string): boolean {
  return environment.packages.some((it) => it.folder !== "" && path.startsWith(`${it.folder}/`));
}

function findingsOf(
  snapshot: ProjectSnapshot,
  file: SourceFile,
  node: Node | undefined,
  { rules = allRules, onBug }: LintOptions,
): readonly Finding[] {
  const found = new Findings(node);
  const context = contextOf(snapshot, file, node);
  for (const rule of rules) {
    try {
      runRule(rule, context, found);
    } catch (error) {
      if (!onBug) throw error;
      onBug(rule.name, error);
    }
  }
  return found.all().filter((it) => !isSuppressed(it, snapshot.files));
}

const ruleNames: ReadonlySet<string> = new Set(allRules.map((it) => it.name));

type LintedFile = Omit<FileContext, "report">;

function contextOf(snapshot: ProjectSnapshot, file: SourceFile, node: Node | undefined): LintedFile {
  const isModel = node?.resourceType === "model";
  const hasTemplate = file.path.endsWith(".sql");
  return {
    snapshot,
    file,
    node,
    ruleNames,
    template: hasTemplate ? modelTemplate(file) : undefined,
    compiled: (world) => (isModel ? compile(snapshot, node, world) : undefined),
  };
}

function runRule(rule: Rule, context: LintedFile, found: Findings): void {
  if (rule.looksAt === "file") {
    rule.check({ ...context, report: (it) => found.add(rule, it, it.worlds ?? []) });
    return;
  }
  const { snapshot, file, node, template } = context;
  if (!node || !template || node.resourceType !== "model") return;
  for (const world of rule.worlds) {
    const compiled = context.compiled(world);
    if (!compiled) continue;
    const model: ModelContext = {
      snapshot,
      file,
      node,
      template,
      world,
      compiled,
      report: (it) => found.add(rule, it, it.worlds ?? [world]),
    };
    if (rule.looksAt === "model") rule.check(model);
    else if (isSound(context)) rule.check({ ...model, subject: subjectOf(snapshot, node, bothWorlds(context)) });
  }
}

/** What a broken template does to the SQL is no news of its own: its error is reported, and that is all. */
function isSound({ node, template, compiled }: LintedFile): boolean {
  if (node?.facts.config.materialized !== "incremental" || (template?.problems.length ?? 0) > 0) return false;
  return WORLDS.every((world) => compiled(world)?.status !== "error");
}

function bothWorlds({ compiled }: LintedFile): Readonly<Record<World, Compiled>> {
  const [incremental, full] = [compiled("incremental"), compiled("full-refresh")];
  if (!incremental || !full) throw new Error("an incremental model compiles in both worlds");
  return { incremental, "full-refresh": full };
}

/** Collects what rules report; what is said in both worlds becomes one finding that names both. */
class Findings {
  readonly #node: Node | undefined;
  readonly #found = new Map<string, Finding>();

  constructor(node: Node | undefined) {
    this.#node = node;
  }

  add({ name, severity: usual }: Rule, report: Report, worlds: readonly World[]): void {
    const { at, message, cause, fixes = [] } = report;
    // A disabled model does no harm, and may be unfinished.
    const severity = this.#node?.facts.config.enabled === false ? "hint" : (report.severity ?? usual);
    const key = JSON.stringify([name, severity, at, message, cause]);
    const before = this.#found.get(key);
    const merged = WORLDS.filter((it) => worlds.includes(it) || before?.worlds.includes(it));
    this.#found.set(key, { rule: name, severity, at, message, worlds: merged, cause, fixes: before?.fixes ?? fixes });
  }

  /** In the order of the text. */
  all(): readonly Finding[] {
    return [...this.#found.values()].sort(
      (a, b) => a.at.span.start - b.at.span.start || a.at.span.end - b.at.span.end || (a.rule < b.rule ? -1 : 1),
    );
  }
}

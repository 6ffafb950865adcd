import { existsSync } from "node:fs";
import type { Diagnostic } from "vscode-languageserver/node";
import type { Finding, Severity } from "../lint/finding.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";
import type { Settings } from "../protocol/settings.ts";
import type { ClientFeatures } from "./client-features.ts";
import { toLsp } from "./convert.ts";
import { fileAt, uriOfFile } from "./paths.ts";

/** What findings need to become diagnostics of one client. */
export interface Presentation {
  readonly features: ClientFeatures;
  readonly settings: Settings;
  /** Folder of the rules' pages, with a slash at its end; used where the client names no address of its own. */
  readonly rulePages: string;
  readonly uriOf: (file: string) => string;
}

/** `all` for open files; of the others only errors are shown. */
export type Shown = "all" | "errors" | "nothing";

/** The findings of one file as the editor shows them, with the user's own severities. */
export function toDiagnostics(
  snapshot: ProjectSnapshot,
  findings: readonly Finding[],
  shown: Shown,
  presentation: Presentation,
): Diagnostic[] {
  const { settings } = presentation;
  if (!settings.diagnosticsEnable || shown === "nothing") return [];
  return findings.flatMap((finding) => {
    const severity = severityOf(finding, settings);
    if (severity === "off" || (shown === "errors" && severity !== "error")) return [];
    return [toDiagnostic(snapshot, finding, severity, presentation)];
  });
}

function severityOf({ rule, severity }: Finding, settings: Settings): Severity | "off" {
  return settings.diagnosticsSeverity[rule] ?? severity;
}

function toDiagnostic(
  snapshot: ProjectSnapshot,
  finding: Finding,
  severity: Severity,
  { features, rulePages, uriOf }: Presentation,
): Diagnostic {
  const { rule, message, at, cause, worlds } = finding;
  const page = features.codeDescriptions ? pageOf(rule, features.rulePages, rulePages) : undefined;
  const related = cause &&
    features.relatedInformation && {
      location: { uri: uriOf(fileAt(snapshot.root, cause.path)), range: toLsp.rangeOf(snapshot, cause) },
      message: "It comes from here",
    };
  return {
    range: toLsp.rangeOf(snapshot, at),
    severity: toLsp.severity(severity),
    source: "highwater",
    code: rule,
    message,
    data: { worlds },
    ...(page === undefined ? {} : { codeDescription: { href: page } }),
    ...(related ? { relatedInformation: [related] } : {}),
  };
}

function pageOf(rule: string, ofClient: string | undefined, folder: string): string | undefined {
  if (ofClient !== undefined) return ofClient + rule;
  const page = `${folder}${rule}.md`;
  return hasPage(page) ? uriOfFile(page) : undefined;
}

const pages = new Map<string, boolean>();

/** Whether a page is there; asked of the disk once. */
function hasPage(page: string): boolean {
  const known = pages.get(page);
  if (known !== undefined) return known;
  const there = existsSync(page);
  pages.set(page, there);
  return there;
}

import { memo } from "../base/memo.ts";
import type { Problem } from "../base/problem.ts";
import type { Macro, Template } from "../jinja/ast.ts";
import { parseTemplate } from "../jinja/parser.ts";
import type { MacroDefinition, MacroTable, SourceFile } from "./snapshot.ts";

/** A file of a macro path, with the package it belongs to. */
export interface MacroFile {
  readonly packageName: string;
  readonly file: SourceFile;
}

/** The macros, tests and materializations of a file, and what keeps it from being read. As in dbt, only those at its top level. */
export const macrosOf = memo(
  (file: SourceFile): { readonly macros: readonly Macro[]; readonly problems: readonly Problem[] } => {
    const template = parseTemplate(file.text);
    return {
      macros: template.body.filter((it): it is Macro => it.kind === "macro"),
      problems: macroFileProblems(template).map(({ message, span }) => ({
        kind: "jinja-syntax",
        message,
        at: { path: file.path, span },
        causes: [],
      })),
    };
  },
);

/**
 * What keeps the macros of a file from being read.
 *
 * dbt looks for nothing but blocks between them (measured with dbt Core 1.11): what Jinja couldn't
 * tell apart there, as in `{% ##### %}`, is passed over.
 */
export function macroFileProblems({ body, problems }: Template): Template["problems"] {
  const macros = body.filter((it) => it.kind === "macro");
  const isInside = (at: number) => macros.some(({ span }) => span.start <= at && at < span.end);
  return problems.filter(({ message, span }) => !message.startsWith("unexpected char ") || isInside(span.start));
}

/** Builds the table of a project's macros. `descriptions` are those of properties files, by `package.name`. */
export function macroTable(
  files: readonly MacroFile[],
  rootName: string,
  descriptions: ReadonlyMap<string, string>,
): { readonly table: MacroTable; readonly problems: readonly Problem[] } {
  const packages = new Map<string, Map<string, MacroDefinition>>();
  const problems: Problem[] = [];
  for (const { packageName, file } of files) {
    const { macros, problems: syntax } = macrosOf(file);
    problems.push(...syntax);
    const known = packages.get(packageName) ?? new Map<string, MacroDefinition>();
    packages.set(packageName, known);
    for (const macro of macros) {
      const earlier = known.get(macro.callName);
      if (earlier) problems.push(twice(macro, file, earlier));
      const description = descriptions.get(`${packageName}.${macro.name}`) ?? "";
      known.set(macro.callName, { packageName, macro, file, nameSpan: macro.nameSpan, description });
    }
  }
  return { table: tableOf(packages, rootName), problems };
}

function tableOf(packages: ReadonlyMap<string, ReadonlyMap<string, MacroDefinition>>, rootName: string): MacroTable {
  const none: ReadonlyMap<string, MacroDefinition> = new Map();
  return {
    in: (packageName) => packages.get(packageName) ?? none,
    packages: [...packages.keys()],
    resolve: (name, packageName) => packages.get(packageName)?.get(name) ?? packages.get(rootName)?.get(name),
  };
}

function twice(macro: Macro, file: SourceFile, earlier: MacroDefinition): Problem {
  return {
    kind: "config",
    message: `The macro \`${macro.name}\` is defined twice in this package, also in ${earlier.file.path}. dbt refuses the project.`,
    at: { path: file.path, span: macro.nameSpan },
    causes: [{ path: earlier.file.path, span: earlier.nameSpan }],
  };
}

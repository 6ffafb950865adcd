import { type LanguageConfiguration, languages, SyntaxTokenType } from "vscode";

const BLOCKS = "if|for|macro|call|filter|with|test|data_test|materialization|snapshot|docs|raw";
const OUTSIDE_TEXT = [SyntaxTokenType.String, SyntaxTokenType.Comment];

const CONFIGURATION: LanguageConfiguration = {
  comments: { lineComment: "--", blockComment: ["{#", "#}"] },
  brackets: [
    ["{%", "%}"],
    ["{{", "}}"],
    ["{#", "#}"],
    ["(", ")"],
    ["[", "]"],
    ["{", "}"],
  ],
  autoClosingPairs: [
    { open: "{", close: "}" },
    { open: "(", close: ")" },
    { open: "[", close: "]" },
    { open: "{%", close: "%}" },
    { open: "{%-", close: "-%}" },
    { open: "{{", close: "}}" },
    { open: "{{-", close: "-}}" },
    { open: "{#", close: "#}" },
    { open: "'", close: "'", notIn: OUTSIDE_TEXT },
    { open: '"', close: '"', notIn: OUTSIDE_TEXT },
    { open: "/*", close: "*/", notIn: OUTSIDE_TEXT },
  ],
  indentationRules: {
    increaseIndentPattern: new RegExp(
      `^\\s*\\{%[-+]?\\s*(?:(?:${BLOCKS}|elif|else)\\b(?!.*\\{%[-+]?\\s*end)|set\\s+[\\w.]+\\s*[-+]?%\\}\\s*$).*$`,
    ),
    decreaseIndentPattern: /^\s*\{%[-+]?\s*(?:end\w+|elif|else)\b.*$/,
  },
};

/**
 * Brackets, comments and indentation of `jinja-sql`.
 *
 * Said here and not in the manifest, because a language with a configuration file there wakes the extension in every
 * folder where another extension calls a file `jinja-sql`.
 */
export function registerTemplateLanguage(): { dispose(): void } {
  return languages.setLanguageConfiguration("jinja-sql", CONFIGURATION);
}

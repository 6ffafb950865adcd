// What other dbt extensions do, as small as can be: each answer is recognisable by the word "other".
const vscode = require("vscode");

const SELECTOR = { scheme: "file", language: "jinja-sql" };

async function fileOf(document, position) {
  const call = document.getWordRangeAtPosition(position, /ref\(\s*['"]\w+['"]\s*\)/);
  const name = call && /['"](\w+)['"]/.exec(document.getText(call))[1];
  const [uri] = name ? await vscode.workspace.findFiles(`**/${name}.sql`, undefined, 1) : [];
  return uri && new vscode.Location(uri, new vscode.Position(0, 0));
}

exports.activate = ({ subscriptions }) => {
  const findings = vscode.languages.createDiagnosticCollection("other");
  const first = new vscode.Range(0, 0, 0, 1);
  const report = (document) => {
    if (document.languageId !== "jinja-sql") return;
    const finding = new vscode.Diagnostic(first, "other finding", vscode.DiagnosticSeverity.Information);
    finding.source = "other";
    findings.set(document.uri, [finding]);
  };
  vscode.workspace.textDocuments.forEach(report);
  subscriptions.push(
    findings,
    vscode.workspace.onDidOpenTextDocument(report),
    vscode.commands.registerCommand("other.preview", () => undefined),
    vscode.languages.registerCodeLensProvider(SELECTOR, {
      provideCodeLenses: () => [new vscode.CodeLens(first, { title: "other preview", command: "other.preview" })],
    }),
    vscode.languages.registerDefinitionProvider(SELECTOR, { provideDefinition: fileOf }),
    vscode.languages.registerReferenceProvider(SELECTOR, {
      provideReferences: async (document, position) => [await fileOf(document, position)].filter(Boolean),
    }),
    vscode.languages.registerHoverProvider(SELECTOR, { provideHover: () => new vscode.Hover("other hover") }),
    vscode.languages.registerDocumentSymbolProvider(SELECTOR, {
      provideDocumentSymbols: () => [
        new vscode.DocumentSymbol("other symbol", "", vscode.SymbolKind.File, first, first),
      ],
    }),
    vscode.languages.registerCompletionItemProvider(SELECTOR, {
      provideCompletionItems: () => [new vscode.CompletionItem("other_model", vscode.CompletionItemKind.File)],
    }),
  );
};

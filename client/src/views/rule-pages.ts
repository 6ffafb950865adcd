import { commands, type ExtensionContext, Uri, window } from "vscode";

/** Opens the page of a rule, which ships with the extension, when its link in a diagnostic is clicked. */
export function registerRulePages(context: ExtensionContext): void {
  const handleUri = async ({ path }: Uri) => {
    const rule = /^\/rules\/([a-z][a-z-]*)$/.exec(path)?.[1];
    if (rule === undefined) return;
    await commands.executeCommand(
      "markdown.showPreview",
      Uri.joinPath(context.extensionUri, "docs", "rules", `${rule}.md`),
    );
  };
  context.subscriptions.push(window.registerUriHandler({ handleUri }));
}

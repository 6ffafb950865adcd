import { randomBytes } from "node:crypto";
import { Uri, type Webview } from "vscode";

/** The page of the panel: everything from the extension's own files, nothing inline, no network. */
export function compiledSqlHtml(webview: Webview, files: Uri): string {
  const nonce = randomBytes(16).toString("base64");
  const file = (name: string) => webview.asWebviewUri(Uri.joinPath(files, name)).toString();
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${file("compiled-sql.css")}">
<title>Compiled SQL</title>
</head>
<body class="nothing">
<header>
<h1 id="name"></h1><span id="headline"></span>
<div class="bar">
<div id="tabs"></div>
<div class="actions"><button type="button" id="copy" title="Copy this SQL">Copy</button><button type="button" id="open" title="Open this SQL in an editor">Open as Document</button></div>
</div>
</header>
<main id="body">
<div id="notices" role="status"></div>
<div id="code"></div>
</main>
<p id="nothing"><span id="reason">Compiling…</span></p>
<script nonce="${nonce}" src="${file("compiled-sql.js")}"></script>
</body>
</html>`;
}

// Starts `pslint lsp` and connects VS Code with it; all else is the server's.
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const LANGUAGES = ["plaintext", "markdown", "latex", "tex", "restructuredtext"];

let client;

exports.activate = async function activate(context) {
  const settings = vscode.workspace.getConfiguration("pslint");
  const [command, ...args] = settings.get("command");
  client = new LanguageClient(
    "pslint",
    "pslint",
    { command, args },
    {
      documentSelector: LANGUAGES.flatMap((language) => [
        { scheme: "file", language },
        { scheme: "untitled", language },
      ]),
      initializationOptions: { pslint: settings.get("settings") },
      middleware: { workspace: { configuration: (params) => params.items.map(own) } },
    },
  );
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("pslint.settings")) {
        client.sendNotification("workspace/didChangeConfiguration", { settings: { pslint: own() } });
      }
    }),
  );
  await client.start();
};

exports.deactivate = function deactivate() {
  return client?.stop();
};

function own() {
  return vscode.workspace.getConfiguration("pslint").get("settings");
}

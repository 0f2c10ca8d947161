// Starts `apigen lsp` for the definitions of a workspace; everything else is the server's business.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

/** The running client; undefined while there is none. */
let client;

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("apigen.restart", restart),
    vscode.commands.registerCommand("apigen.showLog", () => client?.outputChannel.show()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("apigen.path")) {
        return restart();
      }
    }),
  );
  await start();
}

async function deactivate() {
  await stop();
}

async function start() {
  const command = vscode.workspace.getConfiguration("apigen").get("path", "apigen");
  const server = { command, args: ["lsp"] };
  const selector = ["json", "jsonc"].map((language) => ({ scheme: "file", language }));
  client = new LanguageClient("apigen", "apigen", server, { documentSelector: selector });
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const settings = "Open settings";
    const message = `apigen: cannot start \`${command} lsp\`: ${error.message ?? error}. Install apigen, or set its path.`;
    if ((await vscode.window.showErrorMessage(message, settings)) === settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "apigen.path");
    }
  }
}

async function stop() {
  const running = client;
  client = undefined;
  await running?.stop();
}

async function restart() {
  await stop();
  await start();
}

module.exports = { activate, deactivate };

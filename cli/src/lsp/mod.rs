//! The language server: the protocol, open buffers and files on disk; the answers come from `apigen-editor`.
//!
//! One thread reads, one writes, and one handles messages in their order. Findings are computed when no message is
//! waiting, so that fast typing is followed and not worked off.

mod buffer;
mod convert;
mod diagnostics;
mod handlers;
mod place;
mod server;
mod session;
mod shown;
mod uri;
mod wire;

use gen_lsp_types::InitializeParams;
use lsp_server::{Connection, ProtocolError};
use serde_json::json;

use crate::error::{CliError, Verdict};
use server::Server;
use wire::Outbox;

/// Talks to an editor over standard input and output until it says goodbye.
pub(crate) fn serve() -> Result<Verdict, CliError> {
    let (connection, outbox, writer) = wire::stdio();
    let served = converse(&connection, outbox);
    drop(connection);
    writer.finish();
    match served {
        Ok(true) => Ok(Verdict::Clean),
        // The protocol's exit code for an editor that went without goodbye.
        Ok(false) => Ok(Verdict::Findings),
        Err(error) => Err(CliError::usage(
            format!("no conversation with an editor came about: {error}"),
            "`apigen lsp` is started by editors; docs/editors.md shows how",
        )),
    }
}

/// Returns whether the editor said goodbye before it went.
fn converse(connection: &Connection, outbox: Outbox) -> Result<bool, ProtocolError> {
    let (id, given) = connection.initialize_start()?;
    // What an editor says about itself and what is not understood is no reason to leave it alone.
    let editor: InitializeParams = serde_json::from_value(given).unwrap_or_default();
    let info = json!({ "name": "apigen", "version": env!("CARGO_PKG_VERSION") });
    let result = json!({ "capabilities": handlers::capabilities(), "serverInfo": info });
    connection.initialize_finish(id, result)?;
    Ok(Server::new(outbox, &editor).run(connection))
}

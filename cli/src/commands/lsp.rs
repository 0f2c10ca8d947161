//! `apigen lsp`: the language server, for editors.

use clap::Args;

use crate::error::{CliError, Verdict};
use crate::lsp;

/// Serve an editor over standard input and output: findings as you type, navigation, renames, quick fixes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  apigen lsp          started by an editor, which speaks the language server protocol with it

docs/editors.md shows how to set up editors.")]
pub(crate) struct Lsp {
    /// Accepted because editors pass it; there is no other way to talk.
    #[arg(long, hide = true)]
    stdio: bool,
}

impl Lsp {
    pub(crate) fn run(self) -> Result<Verdict, CliError> {
        let Self { stdio: _ } = self;
        lsp::serve()
    }
}

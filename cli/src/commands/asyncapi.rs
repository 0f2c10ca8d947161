//! `apigen asyncapi`: documents of event streams, one a namespace.

use std::path::PathBuf;

use apigen_generator_asyncapi::Options;
use clap::Args;

use crate::commands::target::{self, Mode};
use crate::error::{CliError, Verdict};
use crate::workspace::Workspace;

/// Generate `AsyncAPI` 3.0 documents of event streams.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  apigen asyncapi --out asyncapi                    the repository around the current folder
  apigen asyncapi user.json --out asyncapi          one definition
  apigen asyncapi --out asyncapi --check            exit with 1 and show a diff when something would change")]
pub(crate) struct Asyncapi {
    /// Files and folders; the repository around the current folder when there are none.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The folder that the documents go to, one file a namespace with streams.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Change nothing; show a diff and exit with 1 when something would change.
    #[arg(long)]
    check: bool,
}

impl Asyncapi {
    pub(crate) fn run(self) -> Result<Verdict, CliError> {
        let workspace = Workspace::open(&self.paths)?;
        Ok(target::asyncapi(&workspace, &Options::default(), &self.out, Mode::from_check(self.check))?.report())
    }
}

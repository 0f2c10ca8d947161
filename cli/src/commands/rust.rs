//! `apigen rust`: one crate a namespace, from definitions.

use std::path::PathBuf;

use apigen_generator_rust::{Options, RuntimeSource};
use clap::Args;

use crate::commands::target::{self, Mode};
use crate::error::{CliError, Verdict};
use crate::workspace::{Workspace, absolute};

/// Generate Rust crates: models, axum servers, reqwest clients.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  apigen rust --out generated                       the repository around the current folder
  apigen rust user.json --out generated             one definition, with what it imports
  apigen rust --out generated --check               exit with 1 and show a diff when something would change")]
pub(crate) struct Rust {
    /// Files and folders; the repository around the current folder when there are none.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The folder that the crates go to.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// A folder with the runtime crates `types` and `http`; from the registry when absent.
    #[arg(long, value_name = "DIR")]
    runtime: Option<PathBuf>,
    /// Generate these namespaces and what they need, instead of everything.
    #[arg(long, value_name = "NAMESPACE", value_delimiter = ',')]
    namespaces: Vec<String>,
    /// A folder of templates that replace built-in ones; `templates/rust` of the repository when absent.
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
    /// Change nothing; show a diff and exit with 1 when something would change.
    #[arg(long)]
    check: bool,
}

impl Rust {
    pub(crate) fn run(self) -> Result<Verdict, CliError> {
        let workspace = Workspace::open(&self.paths)?;
        let runtime = match &self.runtime {
            Some(folder) => RuntimeSource::Path(absolute(folder)?.to_string_lossy().into_owned()),
            None => target::published_runtime(),
        };
        let options = Options {
            runtime,
            prefix: String::new(),
            namespaces: self.namespaces,
            templates: self.templates.as_deref().map_or_else(|| target::templates(&workspace), target::templates_in)?,
        };
        Ok(target::rust(&workspace, &options, &self.out, Mode::from_check(self.check))?.report())
    }
}

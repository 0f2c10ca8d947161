//! `apigen generate`: every target that `apigen.toml` names.

use std::path::PathBuf;

use apigen_generator_rust::{Options, RuntimeSource};
use clap::Args;

use crate::commands::target::{self, Generated, Mode};
use crate::error::{CliError, Verdict};
use crate::settings::FILE_NAME;
use crate::workspace::Workspace;

/// Generate every target of apigen.toml.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  apigen generate
  apigen generate --check         for CI: exit with 1 when something is not current")]
pub(crate) struct Generate {
    /// A folder of the repository; the current one when absent.
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Change nothing; show a diff and exit with 1 when something would change.
    #[arg(long)]
    check: bool,
}

impl Generate {
    pub(crate) fn run(self) -> Result<Verdict, CliError> {
        let paths: Vec<PathBuf> = self.folder.into_iter().collect();
        let workspace = Workspace::open(&paths)?;
        Ok(generate(&workspace, Mode::from_check(self.check))?.report())
    }
}

/// Generates, or checks, every configured target.
pub(crate) fn generate(workspace: &Workspace, mode: Mode) -> Result<Generated, CliError> {
    let Some(rust) = &workspace.settings.rust else {
        let what = format!("{FILE_NAME} names no target");
        return Err(CliError::usage(what, "add `[rust]` with `out = \"…\"`, or call `apigen rust --out DIR`"));
    };
    let options = Options {
        runtime: rust.runtime.clone().map_or_else(target::published_runtime, RuntimeSource::Path),
        prefix: String::new(),
        namespaces: rust.namespaces.clone(),
        templates: target::templates(workspace)?,
    };
    target::rust(workspace, &options, &workspace.root.join(&rust.out), mode)
}

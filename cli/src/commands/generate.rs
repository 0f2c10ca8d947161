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
    let done: Result<Vec<Generated>, CliError> =
        [rust(workspace, mode), sql(workspace, mode), asyncapi(workspace, mode)].into_iter().flatten().collect();
    Generated::together(&done?).ok_or_else(|| {
        let what = format!("{FILE_NAME} names no target");
        CliError::usage(
            what,
            "add `[rust]`, `[sql]` or `[asyncapi]` with `out = \"…\"`, or call `apigen rust --out DIR`",
        )
    })
}

fn rust(workspace: &Workspace, mode: Mode) -> Option<Result<Generated, CliError>> {
    let rust = workspace.settings.rust.as_ref()?;
    let templates = match target::templates(workspace) {
        Ok(it) => it,
        Err(error) => return Some(Err(error)),
    };
    let options = Options {
        runtime: rust.runtime.clone().map_or_else(target::published_runtime, RuntimeSource::Path),
        prefix: String::new(),
        namespaces: rust.namespaces.clone(),
        templates,
    };
    Some(target::rust(workspace, &options, &workspace.root.join(&rust.out), mode))
}

fn sql(workspace: &Workspace, mode: Mode) -> Option<Result<Generated, CliError>> {
    let sql = workspace.settings.sql.as_ref()?;
    let options = apigen_generator_sql::Options { namespaces: sql.namespaces.clone(), engines: sql.engines() };
    Some(target::sql(workspace, &options, &workspace.root.join(&sql.out), mode))
}

fn asyncapi(workspace: &Workspace, mode: Mode) -> Option<Result<Generated, CliError>> {
    let asyncapi = workspace.settings.asyncapi.as_ref()?;
    let options = apigen_generator_asyncapi::Options { namespaces: asyncapi.namespaces.clone() };
    Some(target::asyncapi(workspace, &options, &workspace.root.join(&asyncapi.out), mode))
}

//! `apigen sql`: schemas of databases, from tables and streams.

use std::path::PathBuf;

use apigen_generator_sql::Options;
use clap::Args;

use crate::commands::target::{self, Mode};
use crate::error::{CliError, Verdict};
use crate::settings::EngineName;
use crate::workspace::Workspace;

/// Generate SQL: tables, journals and queues, for PostgreSQL and SQLite.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  apigen sql --out sql                              the repository around the current folder
  apigen sql user.json --out sql                    one definition
  apigen sql --out sql --engine sqlite              for one database only
  apigen sql --out sql --check                      exit with 1 and show a diff when something would change")]
pub(crate) struct Sql {
    /// Files and folders; the repository around the current folder when there are none.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The folder that the schemas go to, one folder a namespace.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Write for this database only.
    #[arg(long, value_name = "ENGINE")]
    engine: Option<EngineName>,
    /// Change nothing; show a diff and exit with 1 when something would change.
    #[arg(long)]
    check: bool,
}

impl Sql {
    pub(crate) fn run(self) -> Result<Verdict, CliError> {
        let workspace = Workspace::open(&self.paths)?;
        let engines = self.engine.iter().map(|it| it.engine()).collect();
        let options = Options { namespaces: Vec::new(), engines };
        Ok(target::sql(&workspace, &options, &self.out, Mode::from_check(self.check))?.report())
    }
}

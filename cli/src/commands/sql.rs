//! `apigen sql`: schemas of databases, the steps from one to the next, and what a live database holds against one.

mod drift;
mod migrate;

use std::path::PathBuf;

use apigen_generator_sql::Options;
use apigen_generator_sql::migrate::Destruction;
use clap::Args;

use crate::commands::target::{self, Mode};
use crate::error::{CliError, Verdict};
use crate::settings::EngineName;
use crate::workspace::Workspace;

/// Generate SQL: tables, journals and queues, for PostgreSQL and SQLite.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  apigen sql --out sql                            the repository around the current folder
  apigen sql user.json --out sql                  one definition
  apigen sql --out sql --engine sqlite            for one database only
  apigen sql --out sql --check                    exit with 1 and a diff when something would change
  apigen sql --migrate --from main --out sql      the steps from what `main` has to what is here
  apigen sql --migrate --out sql                  the steps from an empty database
  apigen sql user.json --drift sqlite:users.db    exit with 1 and say what is not as defined

Steps are numbered files below `<namespace>/migrations/<engine>`. Those of the phase
`expand` run before the next release starts, those of `contract` when the previous one
is gone; each says whether that keeps working and what it locks. Commit them: a number
is used once.")]
pub(crate) struct Sql {
    /// Files and folders; the repository around the current folder when there are none.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The folder that the schemas go to, one folder a namespace.
    #[arg(long, value_name = "DIR", required_unless_present = "drift")]
    out: Option<PathBuf>,
    /// Write for this database only.
    #[arg(long, value_name = "ENGINE")]
    engine: Option<EngineName>,
    /// Change nothing; show a diff and exit with 1 when something would change.
    #[arg(long)]
    check: bool,
    /// Write the steps that lead here, as numbered files.
    #[arg(long, conflicts_with = "check")]
    migrate: bool,
    /// What to migrate from: a git revision, file or folder; an empty database when absent.
    #[arg(long, value_name = "REVISION|PATH", requires = "migrate")]
    from: Option<String>,
    /// Write steps that lose data too: dropped tables and columns, types that do not hold every value.
    #[arg(long, requires = "migrate")]
    destructive: bool,
    /// Compare a live database with the definition: `postgres://…` or `sqlite:…`.
    #[arg(long, value_name = "URL", conflicts_with_all = ["out", "engine", "check", "migrate"])]
    drift: Option<String>,
}

impl Sql {
    pub(crate) fn run(self) -> Result<Verdict, CliError> {
        let workspace = Workspace::open(&self.paths)?;
        if let Some(url) = &self.drift {
            return drift::run(&workspace, url);
        }
        let engines = self.engine.iter().map(|it| it.engine()).collect();
        let options = Options { namespaces: Vec::new(), engines };
        let out = self.out.unwrap_or_default();
        if self.migrate {
            let destruction = if self.destructive { Destruction::Allowed } else { Destruction::Withheld };
            return migrate::run(&workspace, self.from.as_deref(), &options, destruction, &out);
        }
        Ok(target::sql(&workspace, &options, &out, Mode::from_check(self.check))?.report())
    }
}

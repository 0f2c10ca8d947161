//! `apigen init`: a configuration, a first definition, a pre-commit hook.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::console::outln;
use crate::error::{CliError, Verdict};
use crate::output::write_file;

/// The files that a new repository begins with.
const FILES: [(&str, &str); 3] = [
    ("apigen.toml", include_str!("init/apigen.toml")),
    ("greeting.json", include_str!("init/greeting.json")),
    (".pre-commit-config.yaml", include_str!("init/pre-commit-config.yaml")),
];

/// Begin a repository: a configuration with every key explained, a first definition, a pre-commit hook.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  apigen init
  apigen init api-definitions")]
pub(crate) struct Init {
    /// The folder; it is made when it does not exist.
    #[arg(default_value = ".", value_name = "DIR")]
    folder: PathBuf,
}

impl Init {
    pub(crate) fn run(self) -> Result<Verdict, CliError> {
        for (name, text) in FILES {
            let path = self.folder.join(name);
            if path.exists() {
                outln!("kept    {}", path.display());
                continue;
            }
            write_file(&path, text)?;
            outln!("wrote   {}", path.display());
        }
        let folder = if self.folder == Path::new(".") { String::new() } else { format!(" {}", self.folder.display()) };
        outln!("\nNext: apigen lint{folder}");
        Ok(Verdict::Clean)
    }
}

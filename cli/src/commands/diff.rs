//! `apigen diff`: judge what changed since another version of the definitions.

use std::path::PathBuf;

use apigen_compat::{Category, Options, Profile, compare};
use clap::Args;

use super::Threshold;
use crate::error::{CliError, Verdict};
use crate::render::Format;
use crate::render::diff::{Compared, Version, print};
use crate::workspace::Workspace;

/// Judge what changed: who breaks, over HTTP, events and storage.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  apigen diff --against ../published               the repository around the current folder
  apigen diff user.json --against user-1.0.json    one file against another
  apigen diff --against old --category data        only what makes stored data unreadable
  apigen diff --against old --profile apibuilder   the verdicts of apibuilder")]
pub(crate) struct Diff {
    /// Files and folders; the repository around the current folder when there are none.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The file or folder with the definitions of before.
    #[arg(long, value_name = "PATH")]
    against: PathBuf,
    /// Whose verdicts.
    #[arg(long, default_value = "recommended", value_parser = parse_profile)]
    profile: Profile,
    /// How findings are written.
    #[arg(long, default_value = "text")]
    format: Format,
    /// Which failures count; `source` is all of them, `wire` all but what a new build of generated code would show.
    #[arg(long, default_value = "source", value_parser = parse_category)]
    category: Category,
    /// The severity from which on findings make the exit code 1.
    #[arg(long, default_value = "error", value_name = "SEVERITY")]
    deny: Threshold,
    /// How many findings the text format shows in full; 0 for all.
    #[arg(long, default_value_t = 100, value_name = "N")]
    limit: usize,
}

fn parse_profile(name: &str) -> Result<Profile, String> {
    let known = || Profile::ALL.map(Profile::name).join(", ");
    Profile::parse(name).ok_or_else(|| format!("there is no such profile; there are {}", known()))
}

fn parse_category(name: &str) -> Result<Category, String> {
    let known = || Category::ALL.map(Category::name).join(", ");
    Category::parse(name).ok_or_else(|| format!("there is no such category; there are {}", known()))
}

impl Diff {
    pub(crate) fn run(self) -> Result<Verdict, CliError> {
        let now = Workspace::open(&self.paths)?;
        let before = Workspace::open(std::slice::from_ref(&self.against))?;
        let (old, new) = (before.load()?, now.load()?);
        let report = compare(&old, &new, &Options { profile: self.profile, category: self.category });
        let compared = Compared {
            old: Version { prefix: before.prefix(), repository: &old, revision: None },
            new: Version { prefix: now.prefix(), repository: &new, revision: None },
            changes: &report,
            approved: vec![None; report.groups.len()],
            remarks: &[],
            deny: self.deny.severity(),
        };
        print(self.format, &compared, self.limit);
        let verdict = compared.report().verdict();
        // Two repositories of thousands of files take milliseconds to take apart, and the process ends here anyway.
        std::mem::forget((old, new));
        Ok(verdict)
    }
}

//! `apigen lint`: judge definitions, and repair what is repairable.

mod accept;
mod changed;
mod judge;
mod repair;
mod selection;

use std::path::PathBuf;

use apigen_lint::Profile;
use apigen_model::Safety;
use clap::Args;

use self::accept::Acceptance;
use self::changed::Changed;
use self::judge::Judge;
use self::repair::Repaired;
use super::Threshold;
use crate::error::{CliError, Verdict};
use crate::render::{self, Format, Judged};
use crate::workspace::Workspace;

/// Check definitions for errors and for the rules of the repository.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  apigen lint                                  the repository around the current folder
  apigen lint user.json --profile strict       one file, with everything it refers to
  apigen lint --fix                            repair what is certain
  apigen lint --fix --unsafe --diff            show what every repair would change, renames included
  apigen lint --changed-since origin/main      what a branch touched or brought, judged among everything
  apigen lint --write-baseline                 accept what there is, or take out of the baseline what is gone
  apigen lint --format json > findings.json    for tools
  apigen lint --format sarif > apigen.sarif    for code scanning; see also github, gitlab and junit
  apigen lint --stats                          findings of each rule and owner")]
pub(crate) struct Lint {
    /// Files and folders; the repository around the current folder when there are none.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The rules that run, instead of the configured profile.
    #[arg(long, value_parser = parse_profile)]
    profile: Option<Profile>,
    /// How findings are written.
    #[arg(long, default_value = "text")]
    format: Format,
    #[command(flatten)]
    repair: Repair,
    /// Run these rules only.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Do not run these rules.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Show findings only where something has changed since this branch, tag or commit and HEAD parted, or where a
    /// change elsewhere brought them.
    #[arg(long, value_name = "REVISION")]
    changed_since: Option<String>,
    #[command(flatten)]
    baseline: Accepting,
    /// The severity from which on findings make the exit code 1.
    #[arg(long, default_value = "error", value_name = "SEVERITY")]
    deny: Threshold,
    /// How many findings the formats for people show in full; 0 for all.
    #[arg(long, default_value_t = 100, value_name = "N")]
    limit: usize,
    /// Count the findings of each rule and owner instead of showing them; as text, json or markdown.
    #[arg(long)]
    stats: bool,
}

/// What is repaired.
#[derive(Debug, Args)]
struct Repair {
    /// Apply safe repairs.
    #[arg(long)]
    fix: bool,
    /// With --fix, apply repairs that may change what a definition means; new names go through the whole repository.
    #[arg(long, requires = "fix")]
    r#unsafe: bool,
    /// With --fix, print what would change, change nothing, and exit with 1 when something would.
    #[arg(long, requires = "fix")]
    diff: bool,
}

/// What findings that were accepted count for.
#[derive(Debug, Args)]
struct Accepting {
    /// Write the findings that there are into .apigen/baseline.toml; when there is a baseline, take out what is gone.
    #[arg(long, conflicts_with_all = ["fix", "changed_since"])]
    write_baseline: bool,
    /// With --write-baseline, let new findings into a baseline that there is, and say why.
    #[arg(long, value_name = "REASON", requires = "write_baseline")]
    grow: Option<String>,
    /// Let the findings of the baseline count.
    #[arg(long, conflicts_with = "write_baseline")]
    no_baseline: bool,
}

fn parse_profile(name: &str) -> Result<Profile, String> {
    let known = || Profile::ALL.map(Profile::name).join(", ");
    Profile::parse(name).ok_or_else(|| format!("there is no such profile; there are {}", known()))
}

impl Lint {
    pub(crate) fn run(self) -> Result<Verdict, CliError> {
        self.check_format()?;
        let workspace = Workspace::open(&self.paths)?;
        let config = selection::config(&workspace, self.profile, &self.select, &self.ignore)?;
        if self.baseline.write_baseline {
            accept::write(&workspace, &config, self.baseline.grow.as_deref())?;
        }
        let acceptance = Acceptance::of(&workspace, self.baseline.no_baseline)?;
        let changed = self.changed_since.as_ref().map(|it| Changed::since(&workspace, it, &config)).transpose()?;
        let judge = Judge { config: &config, acceptance: &acceptance, changed: changed.as_ref() };
        let repaired = if self.repair.fix {
            let safety = if self.repair.r#unsafe { Safety::Unsafe } else { Safety::Safe };
            Repaired::of(&workspace, &judge, safety)?
        } else {
            let repository = workspace.load()?;
            let verdict = judge.judge(&repository);
            Repaired::nothing(repository, verdict)
        };
        if self.repair.diff {
            return Ok(repaired.print(&workspace));
        }
        repaired.write(&workspace)?;
        let Repaired { repository, judgement, count, .. } = repaired;
        let (outcome, outdated) = (&judgement.outcome, &judgement.outdated);
        let deny = self.deny.severity();
        let remarks = acceptance.remarks(&workspace, &config, outdated);
        let judged =
            Judged { workspace: &workspace, repository: &repository, outcome, remarks: &remarks, fixed: count, deny };
        let verdict = self.show(&judged.report());
        // A repository of thousands of files takes milliseconds to take apart, and the process ends here anyway.
        std::mem::forget(repository);
        Ok(verdict)
    }

    fn show(&self, report: &render::Report<'_>) -> Verdict {
        if self.stats {
            render::print_stats(self.format, report);
        } else {
            render::print(self.format, report, self.limit);
        }
        report.verdict()
    }

    fn check_format(&self) -> Result<(), CliError> {
        if !self.stats || matches!(self.format, Format::Text | Format::Json | Format::Markdown) {
            return Ok(());
        }
        let what = "this format is a list of findings, which --stats does not show";
        Err(CliError::usage(what, "use --format text, json or markdown, or leave out --stats"))
    }
}

//! `apigen lint`: judge definitions, and repair what is repairable.

use std::collections::BTreeMap;
use std::path::PathBuf;

use apigen_lint::{Config, ConfigError, Level, Outcome, Profile, RuleSetting, apply_fixes, lint, rules};
use apigen_model::{Finding, Repository, Safety, Severity};
use clap::Args;

use super::Threshold;
use crate::error::{CliError, Verdict};
use crate::output::write_file;
use crate::render::{self, Format, Judged};
use crate::workspace::Workspace;

/// Repairs can uncover what other repairs depend on; more rounds than this would mean that two undo each other.
const ROUNDS: usize = 10;

/// Check definitions for errors and for the rules of the repository.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  apigen lint                                  the repository around the current folder
  apigen lint user.json --profile strict       one file, with everything it refers to
  apigen lint --fix                            repair what is certain
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
    /// Apply safe repairs.
    #[arg(long)]
    fix: bool,
    /// With --fix, apply repairs that may change what a definition means.
    #[arg(long, requires = "fix")]
    r#unsafe: bool,
    /// Run these rules only.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Do not run these rules.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
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

fn parse_profile(name: &str) -> Result<Profile, String> {
    let known = || Profile::ALL.map(Profile::name).join(", ");
    Profile::parse(name).ok_or_else(|| format!("there is no such profile; there are {}", known()))
}

impl Lint {
    pub(crate) fn run(self) -> Result<Verdict, CliError> {
        self.check_format()?;
        let workspace = Workspace::open(&self.paths)?;
        let config = self.config(&workspace)?;
        let mut repository = workspace.load()?;
        let mut outcome = lint(&repository, &config);
        let mut fixed = 0;
        if self.fix {
            let safety = if self.r#unsafe { Safety::Unsafe } else { Safety::Safe };
            for _ in 0..ROUNDS {
                let count = repair(&workspace, &repository, &outcome, safety)?;
                if count == 0 {
                    break;
                }
                fixed += count;
                repository = workspace.load()?;
                outcome = lint(&repository, &config);
            }
        }
        let deny = self.deny.severity();
        let report = Judged { workspace: &workspace, repository: &repository, outcome: &outcome, fixed, deny }.report();
        if self.stats {
            render::print_stats(self.format, &report);
        } else {
            render::print(self.format, &report, self.limit);
        }
        let verdict = report.verdict();
        // A repository of thousands of files takes milliseconds to take apart, and the process ends here anyway.
        std::mem::forget(repository);
        Ok(verdict)
    }

    fn check_format(&self) -> Result<(), CliError> {
        if !self.stats || matches!(self.format, Format::Text | Format::Json | Format::Markdown) {
            return Ok(());
        }
        let what = "this format is a list of findings, which --stats does not show";
        Err(CliError::usage(what, "use --format text, json or markdown, or leave out --stats"))
    }

    fn config(&self, workspace: &Workspace) -> Result<Config, CliError> {
        let mut config = workspace.settings.lint();
        config.today = Some(crate::approvals::today()?.to_string());
        config.profile = self.profile.unwrap_or(config.profile);
        for id in self.select.iter().chain(&self.ignore) {
            if apigen_lint::rule(id).is_none() {
                let what = ConfigError::unknown_rule(id).to_string();
                return Err(CliError::usage(what, "`apigen rule` lists every rule"));
            }
        }
        for rule in rules() {
            let selected = self.select.is_empty() || self.select.iter().any(|it| it == rule.id);
            if !selected || self.ignore.iter().any(|it| it == rule.id) {
                turn_off(&mut config, rule.id);
            } else if !self.select.is_empty() {
                turn_on(&mut config, rule);
            }
        }
        Ok(config)
    }
}

fn turn_off(config: &mut Config, id: &str) {
    config.rules.insert(id.to_owned(), RuleSetting::Level(Level::Off));
    for it in &mut config.overrides {
        it.rules.remove(id);
    }
}

/// A selected rule runs even when the profile does not have it.
fn turn_on(config: &mut Config, rule: &apigen_lint::Rule) {
    let level = match rule.severity {
        Severity::Info => Level::Info,
        Severity::Warning => Level::Warning,
        Severity::Error => Level::Error,
    };
    config.rules.entry(rule.id.to_owned()).or_insert(RuleSetting::Level(level));
}

/// Writes the repaired files and returns how many findings that took care of.
fn repair(
    workspace: &Workspace,
    repository: &Repository,
    outcome: &Outcome,
    safety: Safety,
) -> Result<usize, CliError> {
    let mut by_file: BTreeMap<u32, Vec<&Finding>> = BTreeMap::new();
    for finding in &outcome.findings {
        by_file.entry(finding.place.file.0).or_default().push(finding);
    }
    let mut count = 0;
    for (file, findings) in by_file {
        let source = repository.source(apigen_model::FileId(file));
        if let Some(fixed) = apply_fixes(source.document.text(), &findings, safety) {
            write_file(&workspace.on_disk(&source.path), &fixed.text)?;
            count += fixed.count;
        }
    }
    Ok(count)
}

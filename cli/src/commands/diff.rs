//! `apigen diff`: judge what changed since another version of the definitions.

pub(super) mod against;
mod judge;

use std::path::PathBuf;

use apigen_compat::{Category, Options, Profile, Report, compare};
use apigen_model::{Repository, names};
use clap::Args;
use jiff::civil::Date;

use self::against::{Before, is_written_as_path};
use self::judge::{Approvals, Remarks};
use super::Threshold;
use crate::approvals::{self, Approval, Record};
use crate::console::{note, outln};
use crate::error::{CliError, Verdict};
use crate::render::Format;
use crate::render::diff::{Compared, Version, print};
use crate::render::remark::Remark;
use crate::settings::{FILE_NAME, parse_category, parse_diff_profile};
use crate::workspace::Workspace;

/// Judge what changed: who breaks, over HTTP, events and storage.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  apigen diff --against origin/main                what a branch changes, before it is merged
  apigen diff --against v1.4.0 --head v1.5.0       one release against another, without a checkout
  apigen diff --against ../published               a folder; a file works as well
  apigen diff --against main --category data       only what makes stored data unreadable
  apigen diff --against main --format markdown     a changelog for a comment of the pull request
  apigen diff --against main --approve 7350e63b049ca1eb --reason \"agreed with the app team\" --expires 2027-03-31")]
pub(crate) struct Diff {
    /// Files and folders; the repository around the current folder when there are none.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// What was before: a branch, tag or commit, or a file or folder; `against` of apigen.toml when absent.
    #[arg(long, value_name = "REVISION|PATH")]
    against: Option<String>,
    /// Judge this revision instead of the files on disk.
    #[arg(long, value_name = "REVISION", conflicts_with = "approve")]
    head: Option<String>,
    /// Whose verdicts: recommended or apibuilder.
    #[arg(long, value_parser = parse_diff_profile)]
    profile: Option<Profile>,
    /// How findings are written.
    #[arg(long, default_value = "text")]
    format: Format,
    /// Which failures count; `source` is all of them, `wire` all but what a new build of generated code would show.
    #[arg(long, value_parser = parse_category)]
    category: Option<Category>,
    /// The severity from which on findings make the exit code 1.
    #[arg(long, default_value = "error", value_name = "SEVERITY")]
    deny: Threshold,
    /// How many findings the formats for people show in full; 0 for all.
    #[arg(long, default_value_t = 100, value_name = "N")]
    limit: usize,
    /// Write an approval of the change with this fingerprint into the repository.
    #[arg(long, value_name = "FINGERPRINT", requires = "reason")]
    approve: Vec<String>,
    /// Why the change is fine.
    #[arg(long, value_name = "TEXT", requires = "approve")]
    reason: Option<String>,
    /// The last day on which it is, as 2027-03-31.
    #[arg(long, value_name = "DATE", requires = "approve")]
    expires: Option<Date>,
}

impl Diff {
    pub(crate) fn run(self) -> Result<Verdict, CliError> {
        let now = Workspace::open(&self.paths)?;
        let against = self.against(&now)?;
        let before = Before::read(&now, &against)?;
        let after = self.head.as_ref().map(|it| Before::of(&now, it)).transpose()?;
        before.notes.iter().chain(after.iter().flat_map(|it| &it.notes)).for_each(|it| note!("note: {it}"));
        let (new, revision) = match after {
            Some(after) => (after.repository, self.head.as_deref()),
            None => (now.load()?, None),
        };
        if before.repository.definitions().is_empty() && before.notes.is_empty() && !new.definitions().is_empty() {
            note!("note: `{against}` has no definitions here, so everything is new");
        }
        let options = self.options(&now);
        let levels = &now.settings.diff.rules;
        let mut report = compare(&before.repository, &new, &options);
        judge::level(&mut report, levels);
        if !self.approve.is_empty() {
            return self.approve(&now, &report);
        }
        let approvals = approvals::read(&now)?;
        let approvals = Approvals::new(&approvals, approvals::today()?);
        let compared = Compared {
            old: Version {
                prefix: &before.prefix,
                repository: &before.repository,
                revision: before.revision.as_deref(),
            },
            new: Version { prefix: now.prefix(), repository: &new, revision },
            changes: &report,
            approved: report.groups.iter().map(|it| approvals.reason(it)).collect(),
            remarks: &self.remarks(
                &Remarks { now: &now, before: &before, levels, against: &against },
                &approvals,
                &new,
                &report,
            ),
            deny: self.deny.severity(),
        };
        let verdict = print(self.format, &compared, self.limit);
        // Two repositories of thousands of files take milliseconds to take apart, and the process ends here anyway.
        std::mem::forget((before, new));
        Ok(verdict)
    }

    fn against(&self, now: &Workspace) -> Result<String, CliError> {
        let configured = now.settings.diff.against.as_ref();
        let configured = configured.map(|it| if is_written_as_path(it) { now.display(it) } else { it.clone() });
        let found = self.against.clone().or(configured);
        let help = format!("give --against REVISION|PATH, or `against` in [diff] of {FILE_NAME}");
        found.ok_or_else(|| CliError::usage("there is nothing to compare with", help))
    }

    fn options(&self, now: &Workspace) -> Options {
        let configured = &now.settings.diff;
        Options {
            profile: self.profile.or(configured.profile).unwrap_or_default(),
            category: self.category.or(configured.category).unwrap_or(Category::Source),
        }
    }

    /// What there is to say beside the changes.
    fn remarks(
        &self,
        remarks: &Remarks<'_>,
        approvals: &Approvals<'_>,
        new: &Repository,
        report: &Report,
    ) -> Vec<Remark> {
        let mut all: Vec<Remark> = approvals.expired(report).into_iter().filter_map(|it| remarks.expired(it)).collect();
        // Of a part of the repository, or of its changes, nobody can tell what the rest needs.
        let unused = if remarks.now.is_whole() { approvals.unused(report) } else { Vec::new() };
        if !unused.is_empty() {
            let options = Options { category: Category::Source, ..self.options(remarks.now) };
            let everything = compare(&remarks.before.repository, new, &options);
            let unused: Vec<&Approval> = approvals.unused(&everything);
            all.extend(unused.into_iter().filter_map(|it| remarks.unused(it)));
        }
        all.extend(remarks.versions(new, report));
        all
    }

    /// Writes the approvals that were asked for, of changes that are there.
    fn approve(&self, now: &Workspace, report: &Report) -> Result<Verdict, CliError> {
        let reason = self.reason.as_deref().unwrap_or_default().trim();
        if reason.is_empty() {
            return Err(CliError::usage("an approval needs a reason", "say why the change is fine: --reason \"…\""));
        }
        if let Some(last) = self.expires.filter(|it| approvals::today().is_ok_and(|today| *it < today)) {
            return Err(CliError::usage(format!("{last} is over"), "give --expires a day to come"));
        }
        let records: Result<Vec<_>, CliError> = self.approve.iter().map(|it| self.record(report, it, reason)).collect();
        for (fingerprint, record) in self.approve.iter().zip(records?) {
            let path = approvals::write(now, fingerprint, &record)?;
            outln!("approved {} in {}", record.change, now.display(&path));
        }
        Ok(Verdict::Clean)
    }

    fn record(&self, report: &Report, fingerprint: &str, reason: &str) -> Result<Record, CliError> {
        let group = report.groups.iter().find(|it| it.fingerprint == fingerprint);
        let changes = || report.groups.iter().flat_map(|it| it.changes.iter().map(move |change| (it, change)));
        let change = || changes().find(|it| it.1.fingerprint == fingerprint);
        let found = group
            .map(|it| (it.rule.id, it.message.clone()))
            .or_else(|| change().map(|(group, it)| (group.rule.id, format!("`{}`: {}", it.subject, it.what))));
        let Some((rule, change)) = found else {
            let known = report.groups.iter().map(|it| it.fingerprint.as_str());
            let near = names::nearest(fingerprint, known).map(|it| format!("did you mean `{it}`?"));
            let what = format!("no change has the fingerprint `{fingerprint}`");
            let help = near.unwrap_or_else(|| "`apigen diff` shows the fingerprint of each change".to_owned());
            return Err(CliError::usage(what, help));
        };
        Ok(Record { rule: rule.to_owned(), change, reason: reason.to_owned(), expires: self.expires })
    }
}

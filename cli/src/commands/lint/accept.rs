//! The baseline in a run of lint: what it takes away, what it has too much, how it is written.

use apigen_lint::{Config, Outcome, Outdated, lint, rule};
use apigen_model::fingerprint;

use crate::baseline::{self, PATH, Stored};
use crate::console::note;
use crate::error::CliError;
use crate::render::plural;
use crate::render::remark::{BASELINE_OUTDATED, Remark};
use crate::workspace::Workspace;

/// The baseline that a run goes by, if any.
#[derive(Debug)]
pub(super) struct Acceptance(Option<Stored>);

impl Acceptance {
    /// The baseline of a repository, unless its findings are to count.
    pub(super) fn of(workspace: &Workspace, is_left_out: bool) -> Result<Self, CliError> {
        let stored = if is_left_out { None } else { baseline::read(workspace)? };
        Ok(Self(stored))
    }

    /// Takes the findings of the baseline out of those that count, and returns the entries of which some are gone.
    pub(super) fn accept(&self, outcome: &mut Outcome) -> Vec<Outdated> {
        self.0.as_ref().map(|it| it.baseline.accept(outcome)).unwrap_or_default()
    }

    /// What there is to say about entries of which something is gone. Of a part of the repository nobody can tell what
    /// is gone from the rest.
    pub(super) fn remarks(&self, workspace: &Workspace, config: &Config, outdated: &[Outdated]) -> Vec<Remark> {
        let Some(stored) = self.0.as_ref().filter(|_| workspace.is_whole()) else { return Vec::new() };
        let known = outdated.iter().filter(|it| is_judged(config, it));
        known.map(|it| remark(workspace, stored, it)).collect()
    }
}

/// Whether a run could have found what an entry is about: its rule ran, or is gone itself.
fn is_judged(config: &Config, outdated: &Outdated) -> bool {
    let id = outdated.key.rule.as_str();
    config.runs(id) || (rule(id).is_none() && config.custom.get(id).is_none())
}

fn remark(workspace: &Workspace, stored: &Stored, outdated: &Outdated) -> Remark {
    let Outdated { key, found, count } = outdated;
    let gone = count - found;
    let is = if gone == 1 { "is" } else { "are" };
    let message = format!("{} of `{}` at `{}` {is} gone", plural(gone, "finding"), key.rule, key.construct);
    Remark {
        rule: &BASELINE_OUTDATED,
        severity: BASELINE_OUTDATED.severity,
        message,
        help: "`apigen lint --write-baseline` takes out what is gone; commit that with the repair".to_owned(),
        path: workspace.display(PATH),
        text: stored.text.clone(),
        lines: stored.lines.clone(),
        span: stored.line_of(&key.fingerprint),
        fingerprint: fingerprint(BASELINE_OUTDATED.id, &key.construct, &[&key.rule, &key.fingerprint]),
    }
}

/// Writes the baseline: all findings when there is none, and what is left of it when there is one. It grows only for a
/// reason.
pub(super) fn write(workspace: &Workspace, config: &Config, grow: Option<&str>) -> Result<(), CliError> {
    if !workspace.is_whole() {
        let help = "leave out the paths; findings of the others are accepted where they are";
        return Err(CliError::usage("a baseline is of the whole repository", help));
    }
    if grow.is_some_and(|it| it.trim().is_empty()) {
        return Err(CliError::usage("a baseline grows for a reason only", "say why: --grow \"…\""));
    }
    let before = baseline::read(workspace)?;
    let mut outcome = lint(&workspace.load()?, config);
    let Some(stored) = &before else {
        let new = apigen_lint::Baseline::default().with(&outcome.findings, grow);
        baseline::write(workspace, None, &new)?;
        note!("accepted {} in {}", plural(new.count(), "finding"), workspace.display(PATH));
        return Ok(());
    };
    let mut outdated = stored.baseline.accept(&mut outcome);
    outdated.retain(|it| is_judged(config, it));
    let gone: usize = outdated.iter().map(|it| it.count - it.found).sum();
    let mut new = stored.baseline.clone().without(&outdated);
    note!("took {} out of {}; {} left", plural(gone, "finding"), workspace.display(PATH), new.count());
    if let Some(reason) = grow {
        new = new.with(&outcome.findings, Some(reason.trim()));
        note!("accepted {} more: {}", plural(outcome.findings.len(), "finding"), reason.trim());
    } else if !outcome.findings.is_empty() {
        let count = plural(outcome.findings.len(), "finding");
        note!("{count} came after the baseline; repair them, or let them in with --grow REASON");
    }
    baseline::write(workspace, before.as_ref(), &new)
}

//! What a run judges a repository by: its rules, what was accepted, what changed.

use apigen_lint::{Config, Outcome, Outdated, lint};
use apigen_model::Repository;

use super::accept::Acceptance;
use super::changed::Changed;

/// What a run judges by.
pub(super) struct Judge<'a> {
    pub(super) config: &'a Config,
    pub(super) acceptance: &'a Acceptance,
    pub(super) changed: Option<&'a Changed>,
}

/// What judging came to.
#[derive(Debug, Default)]
pub(super) struct Judgement {
    pub(super) outcome: Outcome,
    /// The entries of the baseline of which something is gone.
    pub(super) outdated: Vec<Outdated>,
}

impl Judge<'_> {
    pub(super) fn judge(&self, repository: &Repository) -> Judgement {
        let mut outcome = lint(repository, self.config);
        let outdated = self.acceptance.accept(&mut outcome);
        if let Some(changed) = self.changed {
            changed.keep(repository, &mut outcome);
        }
        Judgement { outcome, outdated }
    }
}

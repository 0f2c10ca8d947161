//! Findings about a run itself, rather than about a definition.

use apigen_model::Severity;
use apigen_syntax::{LineIndex, Span};

use super::finding::{Card, Shown, Site, Spot};

/// A finding about a run.
#[derive(Debug)]
pub(crate) struct Remark {
    pub(crate) rule: &'static RemarkRule,
    pub(crate) severity: Severity,
    pub(crate) message: String,
    pub(crate) help: String,
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) lines: LineIndex,
    pub(crate) span: Span,
    pub(crate) fingerprint: String,
}

/// What there is to say about a rule of runs.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RemarkRule {
    pub(crate) id: &'static str,
    pub(crate) what: &'static str,
    pub(crate) why: &'static str,
    pub(crate) severity: Severity,
}

/// What lint says about the baseline.
pub(crate) static BASELINE_OUTDATED: RemarkRule = RemarkRule {
    id: "baseline-outdated",
    what: "Reports an entry of the baseline whose finding is gone.",
    why: "a baseline may only become shorter, and a stale entry lets the same finding come back",
    severity: Severity::Error,
};

impl RemarkRule {
    pub(super) fn card(&self) -> Card {
        Card { what: self.what.to_owned(), why: self.why.to_owned(), page: String::new(), severity: self.severity }
    }
}

impl Remark {
    /// The finding, ready to be written.
    pub(super) fn shown(&self) -> Shown<'_> {
        Shown {
            rule: self.rule.id,
            severity: self.severity,
            site: Site::Here(Spot {
                path: self.path.clone(),
                revision: None,
                text: &self.text,
                lines: &self.lines,
                span: self.span,
            }),
            pointer: String::new(),
            message: &self.message,
            why: self.rule.why,
            help: Some(&self.help),
            related: Vec::new(),
            facts: Vec::new(),
            fix: None,
            owner: None,
            fingerprint: &self.fingerprint,
            waiver: None,
        }
    }
}

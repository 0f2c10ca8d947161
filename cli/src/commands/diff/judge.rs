//! What the repository says about changes: levels of its own, approvals, and versions that do not follow.

use std::collections::{BTreeMap, BTreeSet};

use apigen_compat::{Group, Report};
use apigen_lint::Level;
use apigen_model::{Repository, fingerprint};
use jiff::civil::Date;

use super::against::Before;
use crate::approvals::Approval;
use crate::render::diff::{APPROVAL_EXPIRED, APPROVAL_UNUSED, VERSION_TOO_LOW};
use crate::render::remark::{Remark, RemarkRule};
use crate::workspace::Workspace;

/// How much rules matter here, by id.
pub(super) type Levels = BTreeMap<String, Level>;

/// Gives groups the severity that the repository says, and drops those that it does not want.
pub(super) fn level(report: &mut Report, levels: &Levels) {
    report.groups.retain_mut(|group| {
        let Some(level) = levels.get(group.rule.id) else { return true };
        let severity = level.severity();
        group.severity = severity.unwrap_or(group.severity);
        severity.is_some()
    });
    report.groups.sort_by_key(|it| std::cmp::Reverse((it.severity, it.category)));
}

/// The approvals that hold, for the changes of one comparison.
pub(super) struct Approvals<'a> {
    all: &'a [Approval],
    today: Date,
}

impl<'a> Approvals<'a> {
    pub(super) fn new(all: &'a [Approval], today: Date) -> Self {
        Self { all, today }
    }

    /// Why a group does not count: it was approved, or each of its changes was.
    pub(super) fn reason(&self, group: &Group) -> Option<&'a str> {
        let holding = |fingerprint: &str| self.find(fingerprint).filter(|it| it.holds(self.today));
        let whole = holding(&group.fingerprint);
        let parts: Option<Vec<_>> = group.changes.iter().map(|it| holding(&it.fingerprint)).collect();
        let found = whole.or_else(|| parts?.first().copied());
        found.map(|it| it.record.reason.as_str())
    }

    fn find(&self, fingerprint: &str) -> Option<&'a Approval> {
        let at = self.all.binary_search_by(|it| it.fingerprint.as_str().cmp(fingerprint)).ok()?;
        Some(&self.all[at])
    }

    /// The approvals that cover none of the changes.
    pub(super) fn unused(&self, report: &Report) -> Vec<&'a Approval> {
        let known = fingerprints(report);
        self.all.iter().filter(|it| !known.contains(it.fingerprint.as_str())).collect()
    }

    /// The approvals of changes that are over.
    pub(super) fn expired(&self, report: &Report) -> Vec<&'a Approval> {
        let known = fingerprints(report);
        let over = self.all.iter().filter(|it| !it.holds(self.today));
        over.filter(|it| known.contains(it.fingerprint.as_str())).collect()
    }
}

fn fingerprints(report: &Report) -> BTreeSet<&str> {
    let inside = report.groups.iter().flat_map(|it| it.changes.iter().map(|it| it.fingerprint.as_str()));
    report.groups.iter().map(|it| it.fingerprint.as_str()).chain(inside).collect()
}

/// Makes the findings about the comparison itself.
pub(super) struct Remarks<'a> {
    pub(super) now: &'a Workspace,
    pub(super) before: &'a Before,
    pub(super) levels: &'a Levels,
    pub(super) against: &'a str,
}

impl Remarks<'_> {
    /// An approval whose last day is over.
    pub(super) fn expired(&self, approval: &Approval) -> Option<Remark> {
        let last = approval.record.expires?;
        let message = format!("the approval of {} ended on {last}", approval.record.change);
        let help = "take the change back, or approve it again with a later --expires";
        self.about(&APPROVAL_EXPIRED, approval, "expires", message, help.to_owned())
    }

    /// An approval that covers nothing.
    pub(super) fn unused(&self, approval: &Approval) -> Option<Remark> {
        let message = format!("nothing needs the approval of {}", approval.record.change);
        let help = if self.before.approvals.contains(&approval.path) {
            format!("`{}` has the change already: delete the file", self.against)
        } else {
            "the change is not made any more: delete the file".to_owned()
        };
        self.about(&APPROVAL_UNUSED, approval, "change", message, help)
    }

    fn about(
        &self,
        rule: &'static RemarkRule,
        approval: &Approval,
        key: &str,
        message: String,
        help: String,
    ) -> Option<Remark> {
        let (lines, span) = approval.place(key);
        Some(Remark {
            rule,
            severity: self.severity(rule)?,
            message,
            help,
            path: self.now.display(&approval.path),
            text: approval.text.clone(),
            lines,
            span,
            fingerprint: fingerprint(rule.id, &approval.fingerprint, &[]),
        })
    }

    /// The versions that are lower than the changes ask for.
    pub(super) fn versions(&self, new: &Repository, report: &Report) -> Vec<Remark> {
        let low = report.advice.iter().filter_map(|it| Some((it, it.declared.as_ref()?)));
        low.filter(|it| it.1.follows == Some(false))
            .filter_map(|(advice, declared)| {
                let definition = new.by_namespace(&advice.namespace)?;
                let source = new.source(definition.file);
                let least = declared.least.as_deref()?;
                let (bump, says, was) = (advice.bump.name(), &declared.new, &declared.old);
                Some(Remark {
                    rule: &VERSION_TOO_LOW,
                    severity: self.severity(&VERSION_TOO_LOW)?,
                    message: format!("version {says} does not follow {was}: the changes ask for a {bump} version"),
                    help: format!("raise it to {least} or higher"),
                    path: self.now.display(&source.path),
                    text: source.document.text().to_owned(),
                    lines: source.document.lines().clone(),
                    span: new.member_span(definition.meta.origin, "version"),
                    fingerprint: fingerprint(VERSION_TOO_LOW.id, &advice.namespace, &[]),
                })
            })
            .collect()
    }

    fn severity(&self, rule: &RemarkRule) -> Option<apigen_model::Severity> {
        self.levels.get(rule.id).map_or(Some(rule.severity), |it| it.severity())
    }
}

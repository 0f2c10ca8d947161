//! What changed, as every format sees it.

mod anchor;
mod json;
mod markdown;

use std::io::{BufWriter, Write};

use apigen_compat::{Advice, Bump, Change, Group, Impact, Report as Changes, Side, Spot as Address};
use apigen_model::{Direction, Repository, Severity};
use apigen_syntax::Span;

use super::finding::{Card, Shown, Site, Spot, Waiver};
use super::remark::{Remark, RemarkRule};
use super::words::plural;
use super::{Format, Report};
use crate::error::Verdict;

/// How many further places, and how many uses of a type, are listed.
const LISTED: usize = 5;

/// What a comparison came to.
pub(crate) struct Compared<'a> {
    pub(crate) old: Version<'a>,
    pub(crate) new: Version<'a>,
    pub(crate) changes: &'a Changes,
    /// Why a group does not count, one entry a group.
    pub(crate) approved: Vec<Option<&'a str>>,
    /// What there is to say beside the changes.
    pub(crate) remarks: &'a [Remark],
    /// From which severity on a finding fails the run.
    pub(crate) deny: Severity,
}

/// One side of a comparison.
pub(crate) struct Version<'a> {
    /// What precedes paths of the repository when people see them.
    pub(crate) prefix: &'a str,
    pub(crate) repository: &'a Repository,
    /// The revision that it was read from; none for files on disk.
    pub(crate) revision: Option<&'a str>,
}

/// Every rule of the comparison itself.
pub(crate) static REMARK_RULES: [&RemarkRule; 3] = [&APPROVAL_EXPIRED, &APPROVAL_UNUSED, &VERSION_TOO_LOW];

pub(crate) static APPROVAL_EXPIRED: RemarkRule = RemarkRule {
    id: "approval-expired",
    what: "Reports an approval whose last day is over, so that the change it was for counts again.",
    why: "somebody said until when the change is fine",
    severity: Severity::Error,
};

pub(crate) static APPROVAL_UNUSED: RemarkRule = RemarkRule {
    id: "approval-unused",
    what: "Reports an approval that covers none of the changes.",
    why: "a stale approval hides the same change when it comes again",
    severity: Severity::Warning,
};

pub(crate) static VERSION_TOO_LOW: RemarkRule = RemarkRule {
    id: "version-too-low",
    what: "Reports a declared version that is lower than the changes ask for.",
    why: "users of the definition read from the version whether they can upgrade without edits",
    severity: Severity::Warning,
};

/// Prints the changes and says how the run came out; `limit` cuts what people read, never what tools read.
pub(crate) fn print(format: Format, compared: &Compared<'_>, limit: usize) -> Verdict {
    let report = compared.report();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let written = match format {
        Format::Json => json::write(&mut out, compared, &report),
        Format::Markdown => markdown::write(&mut out, compared, &report, limit),
        Format::Text | Format::Sarif | Format::Github | Format::Gitlab | Format::Junit => {
            drop(out);
            super::print(format, &report, limit);
            return report.verdict();
        }
    };
    // A closed pipe is the reader's choice, not an error.
    let _ = written.and_then(|()| out.flush());
    report.verdict()
}

impl<'a> Compared<'a> {
    /// The findings, ready to be written.
    fn report(&self) -> Report<'a> {
        let (mut findings, mut waived) = (Vec::new(), Vec::new());
        for (group, approved) in self.changes.groups.iter().zip(&self.approved) {
            let Some(shown) = self.shown(group, *approved) else { continue };
            if approved.is_some() { waived.push(shown) } else { findings.push(shown) }
        }
        findings.extend(self.remarks.iter().map(Remark::shown));
        let changes = self.changes.changes();
        let folded = changes > self.changes.groups.len();
        Report {
            command: "diff",
            findings,
            waived,
            card: Box::new(card),
            files: Vec::new(),
            definitions: 0,
            fixed: 0,
            deny: self.deny,
            nothing: "no changes",
            measure: if folded { format!(" for {}", plural(changes, "change")) } else { String::new() },
            approvable: true,
            notes: self.changes.advice.iter().filter(|it| it.bump > Bump::None).map(note).collect(),
        }
    }

    fn side(&self, side: Side) -> &Version<'a> {
        match side {
            Side::Old => &self.old,
            Side::New => &self.new,
        }
    }

    fn shown(&self, group: &'a Group, approved: Option<&'a str>) -> Option<Shown<'a>> {
        let first = group.changes.first()?;
        let (side, address) = first.spot()?;
        Some(Shown {
            rule: group.rule.id,
            severity: group.severity,
            site: self.site(first)?,
            pointer: self.side(side).repository.node(address.origin).pointer(),
            message: &group.message,
            why: group.rule.why,
            help: Some(group.rule.help),
            related: Vec::new(),
            facts: facts(group, first),
            fix: None,
            owner: self.new.repository.by_namespace(&first.namespace).and_then(|it| it.owner.as_deref()),
            fingerprint: &group.fingerprint,
            waiver: approved.map(Waiver::Approved),
        })
    }

    fn site(&self, change: &Change) -> Option<Site<'a>> {
        let (old, new) = (change.old.map(|it| self.old.spot(it)), change.new.map(|it| self.new.spot(it)));
        Some(match (old, new) {
            (Some(old), Some(new)) => Site::Changed { old, new },
            (None, Some(new)) => Site::Here(new),
            (Some(old), None) => Site::Gone { around: anchor::around(self, change), old },
            (None, None) => return None,
        })
    }
}

impl<'a> Version<'a> {
    fn spot(&self, address: Address) -> Spot<'a> {
        let place = address.place(self.repository);
        self.spot_at(place.file, place.span)
    }

    fn spot_at(&self, file: apigen_model::FileId, span: Span) -> Spot<'a> {
        let source = self.repository.source(file);
        let prefix = if source.path.starts_with('/') { "" } else { self.prefix };
        let (text, lines) = (source.document.text(), source.document.lines());
        Spot { path: format!("{prefix}{}", source.path), revision: self.revision, text, lines, span }
    }
}

fn card(id: &str) -> Card {
    if let Some(own) = REMARK_RULES.iter().find(|it| it.id == id) {
        return own.card();
    }
    let rule = apigen_compat::rule(id);
    let worst = rule.and_then(|it| it.verdicts().into_iter().map(|it| it.2).max());
    Card {
        what: rule.map_or_else(String::new, |it| it.what.to_owned()),
        why: rule.map_or_else(String::new, |it| it.why.to_owned()),
        page: String::new(),
        severity: worst.unwrap_or(Severity::Warning),
    }
}

/// Where else, and whom a change hurts.
fn facts(group: &Group, first: &Change) -> Vec<String> {
    let subjects: Vec<&str> = group.changes.iter().map(|it| it.subject.as_str()).collect();
    let places = (subjects.len() > 1).then(|| format!("in: {}", list(&subjects)));
    // Beside somebody who breaks, those who merely see a change are noise.
    let told = |it: &&Impact| it.severity > Severity::Info || group.severity == Severity::Info;
    places.into_iter().chain(first.impacts.iter().filter(told).map(|it| impact(first, *it))).collect()
}

/// Whom a change hurts: `wire: error in requests: GET /users, POST /users`.
fn impact(change: &Change, it: Impact) -> String {
    let (category, severity) = (it.category.name(), it.severity.as_str());
    let Some(direction) = it.direction else { return format!("{category}: {severity}") };
    let uses: Vec<&str> = change.uses.of(direction).collect();
    let uses = if uses.is_empty() { String::new() } else { format!(": {}", list(&uses)) };
    format!("{category}: {severity} {}{uses}", words(direction))
}

/// Names as code, the first few of them.
fn list(all: &[&str]) -> String {
    let named = all.iter().take(LISTED).map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ");
    if all.len() > LISTED { format!("{named}, and {} more", all.len() - LISTED) } else { named }
}

/// Which version should come next.
fn note(advice: &Advice) -> String {
    let (namespace, bump) = (&advice.namespace, advice.bump.name());
    let declared = advice.declared.as_ref().filter(|it| it.follows == Some(false));
    let least = declared.and_then(|it| it.least.as_deref()).map(|it| format!(", at least {it}")).unwrap_or_default();
    let says = declared.map(|it| format!("; it says {}", it.new)).unwrap_or_default();
    format!("{namespace}: {bump} version{least}{says}")
}

/// The word of a direction for tools.
fn name(direction: Direction) -> &'static str {
    match direction {
        Direction::Request => "request",
        Direction::Response => "response",
        Direction::Published => "published",
        Direction::Consumed => "consumed",
        Direction::Stored => "stored",
    }
}

/// A direction in words for people.
fn words(direction: Direction) -> &'static str {
    match direction {
        Direction::Request => "in requests",
        Direction::Response => "in responses",
        Direction::Published => "for consumers of before",
        Direction::Consumed => "for events of before",
        Direction::Stored => "for rows of before",
    }
}

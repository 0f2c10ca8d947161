//! What linting found, as every format sees it.

use apigen_lint::Outcome;
use apigen_model::{FileId, Finding, Place, Repository, Severity};

use super::Report;
use super::finding::{Card, Note, Shown, Site, Spot, Waiver};
use super::remark::{BASELINE_OUTDATED, Remark};
use super::words::plural;
use crate::workspace::{Workspace, is_judged};

/// What linting came to.
pub(crate) struct Judged<'a> {
    pub(crate) workspace: &'a Workspace,
    pub(crate) repository: &'a Repository,
    pub(crate) outcome: &'a Outcome,
    /// What there is to say beside that.
    pub(crate) remarks: &'a [Remark],
    /// How many findings were repaired.
    pub(crate) fixed: usize,
    /// From which severity on a finding fails the run.
    pub(crate) deny: Severity,
}

impl<'a> Judged<'a> {
    /// The findings, ready to be written.
    pub(crate) fn report(&self) -> Report<'a> {
        let sources = self.repository.sources().iter();
        let files = sources.filter(|it| is_judged(it.role)).map(|it| self.workspace.display(&it.path));
        let (files, definitions): (Vec<String>, _) = (files.collect(), self.definitions());
        let measure = format!(" in {}, {}", plural(files.len(), "file"), plural(definitions, "definition"));
        let suppressed = self.outcome.suppressed.iter();
        let suppressed = suppressed.map(|it| self.shown(&it.finding, Some(Waiver::Suppressed(&it.reason))));
        let accepted = self.outcome.accepted.iter();
        let accepted = accepted.map(|it| self.shown(&it.finding, Some(Waiver::Accepted(it.reason.as_deref()))));
        let findings = self.outcome.findings.iter().map(|it| self.shown(it, None));
        Report {
            command: "lint",
            findings: findings.chain(self.remarks.iter().map(Remark::shown)).collect(),
            waived: suppressed.chain(accepted).collect(),
            card: {
                let custom = &self.workspace.settings.custom_rules;
                Box::new(|id| custom.get(id).map_or_else(|| card(id), Card::of))
            },
            files,
            definitions,
            nothing: "clean",
            measure,
            approvable: false,
            notes: Vec::new(),
            fixed: self.fixed,
            deny: self.deny,
        }
    }

    fn shown(&self, finding: &'a Finding, waiver: Option<Waiver<'a>>) -> Shown<'a> {
        let related = finding.related.iter();
        Shown {
            rule: &finding.rule,
            severity: finding.severity,
            site: Site::Here(self.spot(finding.place)),
            pointer: finding.pointer.clone(),
            message: &finding.message,
            why: &finding.why,
            help: finding.help.as_deref(),
            related: related.map(|it| Note { spot: self.spot(it.place), message: &it.message }).collect(),
            facts: Vec::new(),
            fix: finding.fix.as_ref(),
            owner: self.owner(finding.place.file),
            fingerprint: &finding.fingerprint,
            waiver,
        }
    }

    fn spot(&self, place: Place) -> Spot<'a> {
        let source = self.repository.source(place.file);
        Spot {
            path: self.workspace.display(&source.path),
            revision: None,
            text: source.document.text(),
            lines: source.document.lines(),
            span: place.span,
        }
    }

    /// The team that answers for a file; several definitions never share one.
    fn owner(&self, file: FileId) -> Option<&'a str> {
        let definitions = self.repository.definitions();
        // Definitions are in the order of their files.
        let at = definitions.binary_search_by_key(&file, |it| it.file).ok()?;
        definitions[at].owner.as_deref()
    }

    /// How many types and resources the judged files declare.
    fn definitions(&self) -> usize {
        let judged = |file| is_judged(self.repository.source(file).role);
        let definitions = self.repository.definitions().iter().filter(|it| judged(it.file));
        definitions
            .map(|it| it.enums.len() + it.models.len() + it.unions.len() + it.interfaces.len() + it.resources.len())
            .sum()
    }
}

fn card(id: &str) -> Card {
    if id == BASELINE_OUTDATED.id {
        return BASELINE_OUTDATED.card();
    }
    let rule = apigen_lint::rule(id);
    let page = rule.map(apigen_lint::Rule::page).unwrap_or_default();
    let severity = rule.map_or(Severity::Warning, |it| it.severity);
    Card { what: Card::summary_of(&page), why: rule.map_or_else(String::new, |it| it.why.to_owned()), page, severity }
}

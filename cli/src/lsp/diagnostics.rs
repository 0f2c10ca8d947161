//! Findings as editors show them.

use apigen_model::{Finding, Place, Severity};
use gen_lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location, Uri,
};

use super::place::range;
use super::session::Session;

/// The page of a rule.
fn page(rule: &str) -> Uri {
    Uri(format!("{}/blob/main/docs/rules/{rule}.md", env!("CARGO_PKG_REPOSITORY")))
}

/// A finding of a repository, with what it takes to show it.
pub(super) fn diagnostic(session: &Session, finding: &Finding) -> Diagnostic {
    let repository = session.linked();
    let at = |place: Place| range(repository.source(place.file).document.lines(), place.span);
    let location = |place: Place| {
        let uri = session.uri(&repository.source(place.file).path);
        Location { uri, range: at(place) }
    };
    let related = finding.related.iter();
    let related: Vec<_> = related
        .map(|it| DiagnosticRelatedInformation { location: location(it.place), message: it.message.clone() })
        .collect();
    Diagnostic {
        range: at(finding.place),
        severity: Some(severity(finding.severity)),
        code: Some(finding.rule.to_string().into()),
        // Rules of the repository have their page in its configuration.
        code_description: apigen_lint::rule(&finding.rule).map(|it| CodeDescription { href: page(it.id) }),
        source: Some("apigen".to_owned()),
        message: message(finding).into(),
        tags: tag(&finding.rule).map(|it| vec![it]),
        related_information: (!related.is_empty()).then_some(related),
        // What tells two findings of a rule at one place apart when a quick fix is asked for.
        data: Some(finding.fingerprint.clone().into()),
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
    }
}

/// What is wrong and what to do; why stands on the page of the rule.
fn message(finding: &Finding) -> String {
    match &finding.help {
        Some(help) => format!("{}\nhelp: {help}", finding.message),
        None => finding.message.clone(),
    }
}

/// How editors render what a rule finds: faded out, or struck through.
fn tag(rule: &str) -> Option<DiagnosticTag> {
    let words = || rule.split('-');
    match () {
        () if words().any(|it| it == "unused") => Some(DiagnosticTag::Unnecessary),
        () if words().any(|it| it == "deprecated") => Some(DiagnosticTag::Deprecated),
        () => None,
    }
}

//! What an editor offers to do about findings: repair them, or say why they do not count.

use std::collections::BTreeMap;

use apigen_lint::edits_of;
use apigen_model::{FileId, Finding, Repository, Safety};
use apigen_symbols::{Event, walk_around};
use apigen_syntax::edit::{Place, insert_element, insert_member};
use apigen_syntax::{Document, Edit, Span, Value, quote};

/// Something that can be done about a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action<'a> {
    /// What it does.
    pub title: String,
    /// What it is about.
    pub finding: &'a Finding,
    /// Whether it is certainly what is wanted.
    pub preferred: bool,
    /// The edits by file; a new name goes through many.
    pub edits: BTreeMap<FileId, Vec<Edit>>,
}

/// What can be done about the findings that touch a range of a file.
pub fn actions<'a>(
    repository: &Repository,
    findings: impl IntoIterator<Item = &'a Finding>,
    span: Span,
) -> Vec<Action<'a>> {
    let touched = |it: &&Finding| it.place.span.start <= span.end && span.start <= it.place.span.end;
    let mut all = Vec::new();
    for finding in findings.into_iter().filter(touched) {
        all.extend(repair(repository, finding));
        all.extend(suppress(repository, finding));
    }
    all
}

fn repair<'a>(repository: &Repository, finding: &'a Finding) -> Option<Action<'a>> {
    let fix = finding.fix.as_ref()?;
    let certain = fix.safety == Safety::Safe;
    let caution = if certain { "" } else { " (may change what is meant)" };
    let what = finding.help.as_deref().unwrap_or(&finding.message);
    let title = format!("Fix {}: {what}{caution}", finding.rule);
    Some(Action { title, finding, preferred: certain, edits: edits_of(repository, finding)? })
}

/// A `lint_ignore` at the innermost construct that can carry one. Its reason is empty, so that nothing is suppressed
/// before a person has written why.
fn suppress<'a>(repository: &Repository, finding: &'a Finding) -> Option<Action<'a>> {
    let document = &repository.source(finding.place.file).document;
    let node = carrier(document, document.at_pointer(&finding.pointer)?)?;
    let entry = format!("{{ \"rule\": {}, \"reason\": \"\" }}", quote(&finding.rule));
    let edits = match node.get("lint_ignore") {
        Some(entries) => insert_element(entries, &entry),
        None => insert_member(node, "lint_ignore", &format!("[{entry}]"), Place::Last),
    };
    let title = format!("Suppress {} here, for a reason", finding.rule);
    Some(Action { title, finding, preferred: false, edits: BTreeMap::from([(finding.place.file, edits?)]) })
}

/// The innermost construct around a value that can carry suppressions.
fn carrier<'d>(document: &'d Document, inside: Value<'d>) -> Option<Value<'d>> {
    let mut found = None;
    walk_around(document, inside.span().start, &mut |frames, event| {
        if let (Event::Enter, Some(frame)) = (event, frames.last()) {
            let around = frame.node.span().to(inside.span()) == frame.node.span();
            if around && frame.construct.key("lint_ignore").is_some() {
                found = Some(frame.node);
            }
        }
    });
    found
}

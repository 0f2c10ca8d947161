//! ## What it does
//! Reports a `lint_ignore` entry that takes no finding away, although its rule runs.
//! Entries without a reason and expired ones are reported as that.
//! The fix removes the entry.
//!
//! ## Why is this bad?
//! The next reader takes it for a reason to leave things as they are, and the next mistake at the place stays unseen.
//!
//! ## Origin
//! Buf's unmatched ignores, TypeSpec `#suppress`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#exceptions`
use apigen_model::{Repository, Safety, Severity};
use apigen_syntax::edit::{remove_element, remove_member};

use crate::check::Check;
use crate::report::Report;
use crate::suppress::Entry;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "lint-ignore-unused",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "the next mistake at the place would stay unseen",
    options: &[],
    source: include_str!("lint_ignore_unused.rs"),
    check: Check::Idle(check),
};

fn check(repository: &Repository, entry: &Entry<'_>, out: &mut Report<'_>) {
    let place = repository.place(entry.origin, repository.member_span(entry.origin, "rule"));
    let draft = out.at(place, entry.origin, format!("nothing here is found by `{}`", entry.rule));
    draft.about(entry.rule).help("remove the entry");
    // The last entry takes the list with it.
    let list = entry.node.parent().filter(|it| it.elements().count() == 1);
    if let Some(edits) = list.map_or_else(|| remove_element(entry.node), remove_member) {
        draft.fix(Safety::Safe, edits);
    }
}

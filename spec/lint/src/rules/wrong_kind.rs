//! ## What it does
//! Reports a value of another kind than its key takes: a string where a list belongs, a number in a list of objects.
//! Each element of a list is looked at.
//!
//! ## Why is this bad?
//! The value is skipped, so what it says is lost.
//!
//! ## Origin
//! apibuilder S5; apibuilder looked at the first element of a list only.
//! Peers: Redocly `struct`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`

use apigen_model::{Problem, ProblemKind, Repository, Severity};

use crate::check::Check;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "wrong-kind",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a value of another kind is not read",
    options: &[],
    source: include_str!("wrong_kind.rs"),
    check: Check::Problem(check),
};

fn check(_: &Repository, problem: &Problem, out: &mut Report<'_>) {
    let ProblemKind::WrongKind { owner, key, expected, found } = &problem.kind else { return };
    let subject = match (owner.as_str(), key.as_str()) {
        ("", key) => format!("`{key}`"),
        (owner, "") => format!("this {owner}"),
        (owner, key) => format!("`{key}` of {owner}"),
    };
    let message = if expected.starts_with("the form") {
        format!("{subject} has to be of {expected}")
    } else {
        format!("{subject} has to be {expected}, not {found}")
    };
    let draft = out.at_pointer(problem.place, &problem.pointer, message);
    draft.about(owner).about(key).help(format!("write {expected}"));
}

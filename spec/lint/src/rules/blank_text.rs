//! ## What it does
//! Reports a text that must say something and is empty or white space. Descriptions may be blank, names, paths of
//! imports and the like may not.
//!
//! ## Why is this bad?
//! A blank name can be neither generated nor referred to.
//!
//! ## Origin
//! apibuilder S5.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`

use apigen_model::{Problem, ProblemKind, Repository, Severity};

use crate::check::Check;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "blank-text",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a blank text says nothing",
    options: &[],
    source: include_str!("blank_text.rs"),
    check: Check::Problem(check),
};

fn check(_: &Repository, problem: &Problem, out: &mut Report<'_>) {
    let ProblemKind::Blank { owner, key } = &problem.kind else { return };
    let message = format!("{owner} has a blank `{key}`");
    out.at_pointer(problem.place, &problem.pointer, message).about(key).help("write something, or remove it");
}

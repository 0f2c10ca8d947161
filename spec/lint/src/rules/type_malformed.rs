//! ## What it does
//! Reports a type that is neither a name, nor `[type]`, nor `map[type]`, nor an object that declares a type on the
//! spot with one of the keys `enum`, `interface`, `model`, `union`.
//!
//! ## Why is this bad?
//! Nothing can be generated from it.
//!
//! ## Origin
//! apibuilder S12.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#types`

use apigen_model::{Problem, ProblemKind, Repository, Severity};

use crate::check::Check;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "type-malformed",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "the type cannot be read",
    options: &[],
    source: include_str!("type_malformed.rs"),
    check: Check::Problem(check),
};

fn check(_: &Repository, problem: &Problem, out: &mut Report<'_>) {
    let ProblemKind::TypeForm { owner, text } = &problem.kind else { return };
    let message = match text.as_deref().map(str::trim) {
        Some("") => format!("the type of {owner} is blank"),
        Some(text) => format!("`{text}` is not a type"),
        None => format!("the type of {owner} is neither a name nor a declaration"),
    };
    out.at_pointer(problem.place, &problem.pointer, message)
        .help("write a name, `[name]` or `map[name]`, or declare a type with `enum`, `interface`, `model` or `union`");
}

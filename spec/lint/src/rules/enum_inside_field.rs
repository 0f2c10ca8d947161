//! ## What it does
//! Reports `enum` or `values` in a field: a form that was given up in 2014.
//!
//! ## Why is this bad?
//! The values are ignored, so the field takes any text.
//!
//! ## Origin
//! apibuilder S14.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#enums`

use apigen_model::{Problem, ProblemKind, Repository, Severity};

use crate::check::Check;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "enum-inside-field",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "the values of a field without a type of its own are not read",
    options: &[],
    source: include_str!("enum_inside_field.rs"),
    check: Check::Problem(check),
};

fn check(_: &Repository, problem: &Problem, out: &mut Report<'_>) {
    let ProblemKind::InlineEnum { owner, key } = &problem.kind else { return };
    out.at_pointer(problem.place, &problem.pointer, format!("{owner} lists values by `{key}`, which belongs to enums"))
        .about(key)
        .help("declare it under `enums` and use its name as `type`");
}

//! ## What it does
//! Reports `fields` on a union type that is a primitive, a list or a map.
//!
//! ## Why is this bad?
//! `fields` declares a model of the name that `type` says, and these names are taken.
//!
//! ## Origin
//! apibuilder S13.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#unions`

use apigen_model::{Problem, ProblemKind, Repository, Severity};

use crate::check::Check;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "union-fields-misplaced",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "only a new model can have fields of its own",
    options: &[],
    source: include_str!("union_fields_misplaced.rs"),
    check: Check::Problem(check),
};

fn check(_: &Repository, problem: &Problem, out: &mut Report<'_>) {
    let ProblemKind::UnionFields { name } = &problem.kind else { return };
    out.at_pointer(
        problem.place,
        &problem.pointer,
        format!("`{name}` is not the name of a model, so it has no fields"),
    )
    .about(name)
    .help("give `type` a new name, or remove `fields`");
}

//! ## What it does
//! Reports a construct without a key that it must have, such as a field without `name` or `type`. `null` counts as
//! missing.
//!
//! ## Why is this bad?
//! There is no sensible default for these keys, so nothing can be generated from the construct.
//!
//! ## Origin
//! apibuilder S5, S6, S11. A parameter without a name is reported too; apibuilder crashed on it.
//! Peers: Redocly `struct`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`

use apigen_model::{Problem, ProblemKind, Repository, Severity};

use crate::check::Check;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "missing-key",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "the construct means nothing without it",
    options: &[],
    source: include_str!("missing_key.rs"),
    check: Check::Problem(check),
};

fn check(_: &Repository, problem: &Problem, out: &mut Report<'_>) {
    let ProblemKind::MissingKey { owner, key } = &problem.kind else { return };
    out.at_pointer(problem.place, &problem.pointer, format!("{owner} has no `{key}`")).about(*key).help("add it");
}

//! ## What it does
//! Reports an `auth` that says two things at once: `public` together with a scheme, or with scopes that nobody checks.
//!
//! ## Why is this bad?
//! One reader takes the operation for protected, the other for open, and one of them is wrong about security.
//!
//! ## Origin
//! apigen.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`

use apigen_model::{Problem, ProblemKind, Repository, Severity};

use crate::check::Check;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "auth-invalid",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "nobody can say whether the operation is protected",
    options: &[],
    source: include_str!("auth_invalid.rs"),
    check: Check::Problem(check),
};

fn check(_: &Repository, problem: &Problem, out: &mut Report<'_>) {
    let ProblemKind::AuthContradiction { other } = problem.kind else { return };
    out.at_pointer(problem.place, &problem.pointer, format!("an operation with `{other}` is not public"))
        .help(format!("remove `public`, or `{other}`"));
}

//! ## What it does
//! Reports a number that its key cannot hold, such as a `maximum` beyond 64 bits or a negative time.
//!
//! ## Why is this bad?
//! The number is ignored, so a limit that was meant is none.
//!
//! ## Origin
//! Ours; apibuilder cuts such numbers off.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`

use apigen_model::{Problem, ProblemKind, Repository, Severity};

use crate::check::Check;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "number-out-of-range",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a number beyond its range is not read",
    options: &[],
    source: include_str!("number_out_of_range.rs"),
    check: Check::Problem(check),
};

fn check(_: &Repository, problem: &Problem, out: &mut Report<'_>) {
    let ProblemKind::OutOfRange { owner, key, expected } = &problem.kind else { return };
    out.at_pointer(problem.place, &problem.pointer, format!("`{key}` of {owner} is outside {expected}"))
        .about(key)
        .help("write a number inside, or remove it");
}

//! ## What it does
//! Reports a key that its object has already. Keys are compared as they read, so `"a"` and `"\u0061"` are the same.
//!
//! ## Why is this bad?
//! Most readers keep the last of several values, some the first, and none says which.
//!
//! ## Origin
//! apibuilder S3.
//! Peers: Redocly `struct`, Spectral `parser`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`

use apigen_model::{Place, Problem, Repository, Severity};
use apigen_syntax::SyntaxErrorKind;

use crate::check::Check;
use crate::report::Report;
use crate::{Profiles, Rule, syntax};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-key",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "one of the two values is lost",
    options: &[],
    source: include_str!("duplicate_key.rs"),
    check: Check::Problem(check),
};

fn check(_: &Repository, problem: &Problem, out: &mut Report<'_>) {
    let Some(error) = syntax::error(problem) else { return };
    let SyntaxErrorKind::DuplicateKey { key, first } = &error.kind else { return };
    syntax::report(problem, error, out)
        .about(key)
        .related(Place { span: *first, ..problem.place }, "the first")
        .help("remove one of them, or merge their values");
}

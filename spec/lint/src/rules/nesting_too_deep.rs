//! ## What it does
//! Reports a list or object inside more than 512 others. It is skipped.
//!
//! ## Why is this bad?
//! No definition needs it; programs that read it may run out of stack.
//!
//! ## Origin
//! Ours.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`

use apigen_model::{Problem, Repository, Severity};
use apigen_syntax::SyntaxErrorKind;

use crate::check::Check;
use crate::report::Report;
use crate::{Profiles, Rule, syntax};

pub(crate) static RULE: Rule = Rule {
    id: "nesting-too-deep",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "the part that is nested deeper was not read",
    options: &[],
    source: include_str!("nesting_too_deep.rs"),
    check: Check::Problem(check),
};

fn check(_: &Repository, problem: &Problem, out: &mut Report<'_>) {
    syntax::report_kind(problem, &[SyntaxErrorKind::DepthExceeded], "write it flatter", out);
}

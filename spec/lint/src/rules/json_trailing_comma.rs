//! ## What it does
//! Reports a comma after the last element of a list or the last member of an object.
//!
//! ## Why is this bad?
//! JSON does not have it: every other tool refuses the file.
//!
//! ## Origin
//! Ours: definitions may have trailing commas, plain JSON does not.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`

use apigen_model::{Problem, Repository, Severity};
use apigen_syntax::SyntaxErrorKind;

use crate::check::Check;
use crate::report::Report;
use crate::{Profiles, Rule, syntax};

pub(crate) static RULE: Rule = Rule {
    id: "json-trailing-comma",
    severity: Severity::Warning,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "other tools for JSON refuse the file",
    options: &[],
    source: include_str!("json_trailing_comma.rs"),
    check: Check::Problem(check),
};

fn check(_: &Repository, problem: &Problem, out: &mut Report<'_>) {
    syntax::report_kind(problem, &[SyntaxErrorKind::TrailingComma], "remove the comma", out);
}

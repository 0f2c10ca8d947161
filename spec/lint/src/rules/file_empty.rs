//! ## What it does
//! Reports a file that holds no value at all, be it empty, blank or nothing but comments.
//!
//! ## Why is this bad?
//! It is the trace of a lost file, or of an unfinished one.
//!
//! ## Origin
//! apibuilder S1.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`

use apigen_model::{Problem, Repository, Severity};
use apigen_syntax::SyntaxErrorKind;

use crate::check::Check;
use crate::report::Report;
use crate::{Profiles, Rule, syntax};

pub(crate) static RULE: Rule = Rule {
    id: "file-empty",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a file without a definition defines nothing",
    options: &[],
    source: include_str!("file_empty.rs"),
    check: Check::Problem(check),
};

fn check(_: &Repository, problem: &Problem, out: &mut Report<'_>) {
    syntax::report_kind(
        problem,
        &[SyntaxErrorKind::Empty],
        "write a definition such as `{ \"name\": \"shop\" }`, or remove the file",
        out,
    );
}

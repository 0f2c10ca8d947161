//! ## What it does
//! Reports bytes that are not UTF-8, and files that are UTF-16.
//!
//! ## Why is this bad?
//! Names and descriptions would be other words than their author wrote.
//!
//! ## Origin
//! Ours; JSON (RFC 8259, 8.1) is UTF-8.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`

use apigen_model::{Problem, Repository, Severity};
use apigen_syntax::SyntaxErrorKind;

use crate::check::Check;
use crate::report::Report;
use crate::{Profiles, Rule, syntax};

pub(crate) static RULE: Rule = Rule {
    id: "file-not-utf8",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "text in another encoding reads as other characters",
    options: &[],
    source: include_str!("file_not_utf8.rs"),
    check: Check::Problem(check),
};

fn check(_: &Repository, problem: &Problem, out: &mut Report<'_>) {
    syntax::report_kind(
        problem,
        &[SyntaxErrorKind::InvalidUtf8, SyntaxErrorKind::Utf16],
        "save the file as UTF-8",
        out,
    );
}

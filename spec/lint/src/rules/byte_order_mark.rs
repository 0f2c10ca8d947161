//! ## What it does
//! Reports a file that starts with the invisible character U+FEFF, as some editors write it.
//!
//! ## Why is this bad?
//! JSON does not allow it, UTF-8 does not need it, and nobody sees why the next tool fails.
//!
//! ## Origin
//! Ours: definitions may have a byte order mark, plain JSON does not.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`

use apigen_model::{Problem, Repository, Severity};
use apigen_syntax::SyntaxErrorKind;

use crate::check::Check;
use crate::report::Report;
use crate::{Profiles, Rule, syntax};

pub(crate) static RULE: Rule = Rule {
    id: "byte-order-mark",
    severity: Severity::Warning,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "other tools for JSON refuse the file",
    options: &[],
    source: include_str!("byte_order_mark.rs"),
    check: Check::Problem(check),
};

fn check(_: &Repository, problem: &Problem, out: &mut Report<'_>) {
    syntax::report_kind(problem, &[SyntaxErrorKind::ByteOrderMark], "save the file as UTF-8 without a mark", out);
}

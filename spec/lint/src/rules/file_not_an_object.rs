//! ## What it does
//! Reports a file whose JSON value is a list, a string, a number or anything else but an object.
//!
//! ## Why is this bad?
//! A definition is an object with a `name`; nothing can be read from another value.
//!
//! ## Origin
//! apibuilder S2.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`

use apigen_model::{Problem, ProblemKind, Repository, Severity};

use crate::check::Check;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "file-not-an-object",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a definition is a JSON object",
    options: &[],
    source: include_str!("file_not_an_object.rs"),
    check: Check::Problem(check),
};

fn check(_: &Repository, problem: &Problem, out: &mut Report<'_>) {
    let ProblemKind::NotAnObject { found } = &problem.kind else { return };
    out.at_pointer(problem.place, &problem.pointer, format!("the file holds {found} instead of an object"))
        .help("write a definition such as `{ \"name\": \"shop\" }`, or keep the file out of the definitions");
}

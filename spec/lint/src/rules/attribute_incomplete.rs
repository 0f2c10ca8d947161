//! ## What it does
//! Reports an attribute without a `name`, or whose `value` is missing or no object, wherever attributes are allowed.
//!
//! ## Why is this bad?
//! Such an attribute is dropped, and the tool that it is for never sees it.
//!
//! ## Origin
//! apibuilder S10.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`

use apigen_model::{Problem, ProblemKind, Repository, Severity};

use crate::check::Check;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "attribute-incomplete",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "tools find attributes by name and read an object",
    options: &[],
    source: include_str!("attribute_incomplete.rs"),
    check: Check::Problem(check),
};

fn check(_: &Repository, problem: &Problem, out: &mut Report<'_>) {
    let ProblemKind::AttributeForm { owner, name, missing } = &problem.kind else { return };
    let message = match name {
        Some(name) => format!("attribute `{name}` of {owner} has no object as its `{missing}`"),
        None => format!("an attribute of {owner} has no `{missing}`"),
    };
    out.at_pointer(problem.place, &problem.pointer, message)
        .about(*missing)
        .help("write `{ \"name\": \"…\", \"value\": { … } }`");
}

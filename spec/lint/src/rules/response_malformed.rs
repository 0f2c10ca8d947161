//! ## What it does
//! Reports a response that is not an object, or that has no `type`.
//!
//! ## Why is this bad?
//! The response would be missing in everything that is generated.
//!
//! ## Origin
//! apibuilder S15.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#responses`

use apigen_model::{Problem, ProblemKind, Repository, Severity};

use crate::check::Check;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "response-malformed",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "callers have to know what comes back",
    options: &[],
    source: include_str!("response_malformed.rs"),
    check: Check::Problem(check),
};

fn check(_: &Repository, problem: &Problem, out: &mut Report<'_>) {
    let ProblemKind::ResponseForm { owner, code, has_object } = &problem.kind else { return };
    let fault = if *has_object { "has no `type`" } else { "is not an object" };
    out.at_pointer(problem.place, &problem.pointer, format!("response `{code}` of {owner} {fault}"))
        .about(code)
        .help("write `{ \"type\": \"unit\" }` if there is no content");
}

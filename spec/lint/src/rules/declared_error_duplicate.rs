//! ## What it does
//! Reports an error of an operation that is listed twice with one code and one status.
//!
//! ## Why is this bad?
//! One of the two is a leftover, and their descriptions begin to differ.
//!
//! ## Origin
//! Conjure `ErrorDefinition`, AIP 193.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#errors`
use apigen_model::Severity;
use rustc_hash::FxHashMap;

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "declared-error-duplicate",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "one of the two is a leftover",
    options: &[],
    source: include_str!("declared_error_duplicate.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let errors = it.operation.behaviour.as_ref().map_or(&[][..], |it| &it.errors);
    if errors.len() < 2 {
        return;
    }
    let mut known = FxHashMap::default();
    for error in errors {
        if let Some(first) = known.insert((error.code.as_str(), error.status), error.meta.origin) {
            let origin = error.meta.origin;
            out.at(ctx.member(origin, "code"), origin, format!("error `{}` is listed twice", error.code))
                .about(error.code.as_str())
                .related(ctx.member(first, "code"), "the first time")
                .help("remove one of them");
        }
    }
}

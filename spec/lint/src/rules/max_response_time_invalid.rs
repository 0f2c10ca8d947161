//! ## What it does
//! Reports a `max_response_time_ms` of 0.
//!
//! ## Why is this bad?
//! Nothing answers in no time: clients would give up at once, and conformance would fail every call.
//!
//! ## Origin
//! apigen.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`

use apigen_model::Severity;

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "max-response-time-invalid",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "nothing answers in no time",
    options: &[],
    source: include_str!("max_response_time_invalid.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let origin = it.operation.meta.origin;
    if it.operation.behaviour.as_ref().is_some_and(|it| it.max_response_time_ms == Some(0)) {
        out.at(ctx.member(origin, "max_response_time_ms"), origin, "nothing answers within 0 ms")
            .help("name a time that the operation keeps, or remove it");
    }
}

//! ## What it does
//! Reports two parameters of one name in an operation, wherever the request carries them. `userId` and `user_id` are
//! one name.
//!
//! ## Why is this bad?
//! Generators make one argument of each name.
//!
//! ## Origin
//! apibuilder V4.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`

use apigen_model::Severity;

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule, duplicates};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-parameter",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "generated arguments would collide",
    options: &[],
    source: include_str!("duplicate_parameter.rs"),
    check: Check::Operation(check),
};

fn check<'a>(ctx: &Context<'a>, it: &OperationOf<'a>, out: &mut Report<'_>) {
    // Those that follow from the path come last.
    let parameters = &it.operation.parameters;
    let declared = parameters.iter().position(|it| it.implicit).unwrap_or(parameters.len());
    for (first, second) in duplicates::pairs(&parameters[..declared], |it| &it.field.name) {
        let both = [first, second].map(|it| (it.field.meta.origin, it.field.name.as_str()));
        duplicates::report(ctx, out, "parameter", both);
    }
}

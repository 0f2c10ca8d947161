//! ## What it does
//! Reports an operation without a `name`.
//!
//! ## Why is this bad?
//! Generated methods are called after the path then, and a new path renames them.
//!
//! ## Origin
//! Redocly `operation-operationId`, Spectral `operation-operationId`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`
use apigen_model::Severity;

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::operations::path_place;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "operation-unnamed",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "generated methods are called after the path then",
    options: &[],
    source: include_str!("operation_unnamed.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    if it.operation.name().is_none() {
        let message = format!("{} has no name", it.operation.label());
        out.at(path_place(ctx, it.operation), it.operation.meta.origin, message)
            .help("write `\"name\": \"list_orders\"` or the like");
    }
}

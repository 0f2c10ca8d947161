//! ## What it does
//! Reports an operation without a description.
//!
//! ## Why is this bad?
//! Method and path say what is addressed, not what happens to it.
//!
//! ## Origin
//! Buf `COMMENT_RPC`, Redocly `operation-description`, Spectral `operation-description`.
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
    id: "operation-undescribed",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "method and path do not say what happens",
    options: &[],
    source: include_str!("operation_undescribed.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let operation = it.operation;
    if operation.meta.description.as_deref().is_none_or(|it| it.trim().is_empty()) {
        let message = format!("nothing says what {} does", operation.label());
        out.at(path_place(ctx, operation), operation.meta.origin, message).help("describe it in one sentence");
    }
}

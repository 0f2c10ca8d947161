//! ## What it does
//! Reports an operation that declares responses, but none from 200 to 399 and no `default`.
//! An operation that declares none at all answers 204.
//!
//! ## Why is this bad?
//! Generated clients have nothing to return when the call works.
//!
//! ## Origin
//! Redocly `operation-2xx-response`, Zalando 151, Spectral `operation-success-response`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#responses`
use apigen_model::{ResponseCode, Severity};

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::operations::path_place;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "success-missing",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "clients have nothing to return when the call works",
    options: &[],
    source: include_str!("success_missing.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let works = |it: &ResponseCode| {
        matches!(it, ResponseCode::Status(101 | 200..=399) | ResponseCode::Default | ResponseCode::Invalid(_))
    };
    if !it.operation.responses.iter().any(|it| works(&it.code)) {
        let message = format!("{} never works", it.operation.label());
        out.at(path_place(ctx, it.operation), it.operation.meta.origin, message)
            .help("declare the response of a call that works");
    }
}

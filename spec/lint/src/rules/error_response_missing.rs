//! ## What it does
//! Reports an operation without the errors that its shape brings: 404 where the path names one thing, 422 where there
//! is a body, 401 where callers have to prove who they are.
//! A PUT that may create, a 410 for the 404, a 400 for the 422 and a 403 for the 401 are fine, and `default` stands for
//! all of them.
//!
//! ## Why is this bad?
//! What is not declared is not in the generated client, and a caller meets it as a surprise.
//!
//! ## Origin
//! Redocly `operation-4xx-response`, OWASP `define-error-responses-401`, `define-error-validation`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#responses`
use apigen_model::{Auth, Method, Operation, Severity};

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::operations::{is_healthcheck, path_place};
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "error-response-missing",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "a caller meets it as a surprise",
    options: &[],
    source: include_str!("error_response_missing.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let operation = it.operation;
    let declares =
        |codes: &[u16]| operation.responses.iter().any(|it| it.code.status().is_none_or(|it| codes.contains(&it)));
    if is_healthcheck(&operation.path) {
        return;
    }
    let names_one = operation.path_variables().next().is_some() && operation.method != Method::Put;
    if names_one && !declares(&[404, 410]) {
        report(ctx, operation, "404", "what the path names may not exist", out);
    }
    if operation.body.is_some() && !declares(&[400, 422]) {
        report(ctx, operation, "422", "the body may be refused", out);
    }
    let auth = operation.behaviour.as_ref().and_then(|it| it.auth.as_ref());
    if matches!(auth, Some(Auth::Scheme { .. })) && !declares(&[401, 403]) {
        report(ctx, operation, "401", "the caller may be unknown", out);
    }
}

fn report(ctx: &Context<'_>, operation: &Operation, code: &str, reason: &str, out: &mut Report<'_>) {
    let message = format!("{} declares no {code}: {reason}", operation.label());
    out.at(path_place(ctx, operation), operation.meta.origin, message).about(code).help(format!("declare a {code}"));
}

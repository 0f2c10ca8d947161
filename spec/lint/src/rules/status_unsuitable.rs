//! ## What it does
//! Reports a status that the method cannot mean, such as 201 for a GET or 304 for a POST, and one that HTTP does not
//! have.
//!
//! ## Why is this bad?
//! Libraries, proxies and caches act on the status before anybody reads the body.
//!
//! ## Origin
//! Zalando 150, 220 and 243; Zally `UseStandardHttpStatusCodesRule`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#responses`
use apigen_model::{Method, Severity};

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::operations::code_place;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "status-unsuitable",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "libraries and caches act on the status",
    options: &[],
    source: include_str!("status_unsuitable.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let method = &it.operation.method;
    for response in it.operation.responses.iter().filter(|it| !it.implicit) {
        let Some(status) = response.code.status().filter(|it| (100..=599).contains(it)) else { continue };
        let message = if !is_registered(status) {
            format!("HTTP has no status {status}")
        } else if !suits(method, status) {
            format!("{status} is no answer to {method}")
        } else {
            continue;
        };
        out.at(code_place(ctx, response), response.meta.origin, message)
            .about(status.to_string())
            .help("use a status that says what happened");
    }
}

/// Whether the status is one of those that are registered for HTTP.
fn is_registered(status: u16) -> bool {
    matches!(status, 100..=104 | 200..=208 | 226 | 300..=305 | 307 | 308 | 400..=418 | 421..=426 | 428 | 429 | 431 | 451 | 500..=508 | 510 | 511)
}

fn suits(method: &Method, status: u16) -> bool {
    let reads = matches!(method, Method::Get | Method::Head);
    match status {
        201 | 202 => !reads,
        206 | 304 => reads,
        207 | 208 => *method != Method::Head,
        _ => true,
    }
}

//! ## What it does
//! Reports a response whose code is neither a number from 100 to 599 nor `default`.
//!
//! ## Why is this bad?
//! Servers cannot send it, and clients do not know what it means.
//!
//! ## Origin
//! apibuilder V29, which has no upper bound.
//! Peers: Zally `UseStandardHttpStatusCodesRule`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#responses`

use apigen_model::{Response, ResponseCode, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::operations;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "response-code-invalid",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "HTTP has statuses from 100 to 599",
    options: &[],
    source: include_str!("response_code_invalid.rs"),
    check: Check::Response(check),
};

fn check(ctx: &Context<'_>, it: &Response, out: &mut Report<'_>) {
    let code = &it.code;
    if matches!(code, ResponseCode::Status(100..=599) | ResponseCode::Default) {
        return;
    }
    let place = operations::code_place(ctx, it);
    let text = code.to_string();
    let message =
        if text.is_empty() { "response without a code".into() } else { format!("`{text}` is no status code") };
    out.at(place, it.meta.origin, message)
        .about(text)
        .help("use a number from 100 to 599, or `default` for all that are not declared");
}

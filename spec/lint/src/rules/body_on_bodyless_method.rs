//! ## What it does
//! Reports a body on GET, HEAD, TRACE or CONNECT.
//! DELETE with a body is unusual, but servers and clients can do it.
//!
//! ## Why is this bad?
//! A body of these methods has no meaning in HTTP: proxies drop it, and some servers refuse the request.
//!
//! ## Origin
//! apibuilder V24, which only knows GET.
//! Peers: Fern `no-get-request-body`, Smithy `HttpMethodSemantics`, Zalando 148.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`

use apigen_model::{Method, Severity};
use apigen_syntax::Value;

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "body-on-bodyless-method",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "proxies drop the body of such a request",
    options: &[],
    source: include_str!("body_on_bodyless_method.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let method = &it.operation.method;
    if it.operation.body.is_none() || !matches!(method, Method::Get | Method::Head | Method::Trace | Method::Connect) {
        return;
    }
    let origin = it.operation.meta.origin;
    let node = ctx.repository.node(origin);
    let span = node.get("body").and_then(Value::key).map_or_else(|| ctx.member(origin, "method").span, Value::span);
    out.at(ctx.repository.place(origin, span), origin, format!("{method} cannot carry a body"))
        .help("declare parameters, or use POST");
}

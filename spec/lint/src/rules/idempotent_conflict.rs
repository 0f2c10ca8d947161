//! ## What it does
//! Reports `"idempotent": false` on a method that HTTP defines as idempotent: GET, HEAD, PUT, DELETE, OPTIONS, TRACE.
//!
//! ## Why is this bad?
//! Browsers, proxies and clients repeat such requests without asking, whatever the definition says.
//!
//! ## Origin
//! apigen.
//! Peers: Smithy `HttpMethodSemantics`, Zalando 149.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`

use apigen_model::Severity;

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "idempotent-conflict",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "proxies and clients repeat requests of this method",
    options: &[],
    source: include_str!("idempotent_conflict.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let (operation, origin) = (it.operation, it.operation.meta.origin);
    let denied = operation.behaviour.as_ref().is_some_and(|it| it.idempotent == Some(false));
    if denied && operation.method.is_idempotent() {
        out.at(ctx.member(origin, "idempotent"), origin, format!("{} is idempotent", operation.method))
            .help("use POST for what must not be repeated");
    }
}

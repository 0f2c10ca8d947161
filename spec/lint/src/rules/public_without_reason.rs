//! ## What it does
//! Reports an operation that is `public` for no reason: `true`, or a single word.
//! The value of `public` is a sentence that says why everybody may call it.
//!
//! ## Why is this bad?
//! Whoever reviews access needs to know whether the operation is open on purpose.
//!
//! ## Origin
//! apigen.
//! Peers: OWASP `protection-global-safe`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`

use apigen_model::{Auth, Severity};

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "public-without-reason",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "a reviewer needs to know why the operation is open",
    options: &[],
    source: include_str!("public_without_reason.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let origin = it.operation.meta.origin;
    let Some(Auth::Public { reason }) = it.operation.behaviour.as_ref().and_then(|it| it.auth.as_ref()) else { return };
    // Not every script puts spaces between words.
    if !reason.is_ascii() || reason.trim().contains(' ') {
        return;
    }
    let node = ctx.repository.node(origin).get("auth").and_then(|it| it.get("public"));
    let place = node.map_or_else(|| ctx.member(origin, "auth"), |it| ctx.repository.place(origin, it.span()));
    out.at(place, origin, format!("`{}` is public for no reason", it.operation.label()))
        .help("say in a sentence why everybody may call it");
}

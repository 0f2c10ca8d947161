//! ## What it does
//! Reports an operation that does not say who may call it.
//! Health checks are exempt.
//!
//! ## Why is this bad?
//! Silence is read as "public" by one service and as "protected somehow" by the next.
//! Generated servers ask for what is declared, and conformance tests that it is asked for.
//!
//! ## Origin
//! apigen.
//! Peers: Zalando 104, Redocly `security-defined`, Fern `no-missing-auth`, OWASP `protection-global-unsafe`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`

use apigen_model::Severity;

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::operations;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "auth-missing",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "silence about access is read in two ways",
    options: &[],
    source: include_str!("auth_missing.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let (operation, origin) = (it.operation, it.operation.meta.origin);
    let declared = operation.behaviour.as_ref().is_some_and(|it| it.auth.is_some());
    // One that could not be read is reported where it was read.
    let written = || ctx.repository.node(origin).get("auth").is_some_and(|it| !it.is_null());
    if declared || operations::is_healthcheck(&operation.path) || written() {
        return;
    }
    let place = ctx.member(origin, "method");
    out.at(place, origin, format!("`{}` does not say who may call it", operation.label()))
        .help("declare `auth` with a scheme and its scopes, or with `public` and the reason");
}

//! ## What it does
//! Reports an `auth` that says two things at once: `public` together with a scheme, or with scopes that nobody checks.
//!
//! ## Why is this bad?
//! One reader takes the operation for protected, the other for open, and one of them is wrong about security.
//!
//! ## Origin
//! apigen.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`

use apigen_model::Severity;
use apigen_syntax::Value;

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "auth-invalid",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "nobody can say whether the operation is protected",
    options: &[],
    source: include_str!("auth_invalid.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let origin = it.operation.meta.origin;
    let auth = it.operation.behaviour.as_ref().and_then(|it| it.auth.as_ref());
    let Some(node) = auth.and_then(|_| ctx.repository.node(origin).get("auth")) else { return };
    let key = |name: &str| node.get(name).and_then(Value::key);
    let (Some(public), Some(other)) = (key("public"), key("scheme").or_else(|| key("scopes"))) else { return };
    let word = other.as_str().unwrap_or_default();
    let place = ctx.repository.place(origin, public.span());
    out.at(place, origin, format!("an operation with `{word}` is not public"))
        .help(format!("remove `public`, or `{word}`"))
        .related(ctx.repository.place(origin, other.span()), "what contradicts it");
}

//! ## What it does
//! Reports an operation whose method is none of HTTP's.
//!
//! ## Why is this bad?
//! No server routes it and no client can send it.
//!
//! ## Origin
//! apibuilder V24.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`

use apigen_model::{Method, Severity, names};

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "method-unknown",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "servers route the methods of HTTP",
    options: &[],
    source: include_str!("method_unknown.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let Method::Unknown(name) = &it.operation.method else { return };
    if name.is_empty() {
        return; // It is missing, which is reported where it was read.
    }
    let origin = it.operation.meta.origin;
    let upper = name.to_ascii_uppercase();
    let near = names::nearest(&upper, Method::ALL.iter().map(Method::as_str));
    let draft = out.at(ctx.member(origin, "method"), origin, format!("there is no method `{name}`"));
    draft.about(name.as_str());
    match near {
        Some(near) => draft.help(format!("did you mean `{near}`?")),
        None => draft.help("use GET, POST, PUT, PATCH or DELETE"),
    };
}

//! ## What it does
//! Reports a page size without a default or without a maximum: the parameter that `paginated` names, or one that is
//! called `limit` and is a whole number.
//!
//! ## Why is this bad?
//! A caller that asks for everything gets everything, and takes the server with it.
//!
//! ## Origin
//! AIP 158, Zalando 159.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`
use apigen_model::{Method, Pagination, Primitive, Safety, Severity};

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "page-size-unbounded",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "a caller that asks for everything gets it",
    options: &[],
    source: include_str!("page_size_unbounded.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let operation = it.operation;
    if operation.method != Method::Get {
        return;
    }
    let name = match operation.behaviour.as_ref().and_then(|it| it.paginated.as_ref()) {
        Some(Pagination::Offset { limit, .. } | Pagination::Cursor { limit, .. }) => limit.as_str(),
        None => "limit",
    };
    let Some(field) = operation.parameter(name).map(|it| &it.field) else { return };
    if !field.ty.is(Primitive::Integer) && !field.ty.is(Primitive::Long) {
        return;
    }
    let origin = field.meta.origin;
    if field.maximum().is_none() {
        out.at(ctx.name(origin), origin, format!("page size `{name}` has no maximum"))
            .about("maximum")
            .help("write `\"maximum\": 100`, or what the server bears")
            .fix(Safety::Unsafe, ctx.set(origin, "maximum", "100"));
    }
    if field.default.is_none() {
        out.at(ctx.name(origin), origin, format!("page size `{name}` has no default"))
            .about("default")
            .help("write `\"default\": 25`, or what a page shows");
    }
}

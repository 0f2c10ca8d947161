//! ## What it does
//! Reports a `filter` whose `op` does not exist, or whose `field` the listed model does not have.
//! The listed model is that of the elements of the first success, or of the only list in it; of a union some member has
//! to have the field.
//!
//! ## Why is this bad?
//! Indexes, in-memory servers and conformance tests follow the filter.
//!
//! ## Origin
//! apigen.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`

use apigen_model::{Filter, Place, Severity, Type, names};

use crate::check::{Check, ParameterOf};
use crate::context::Context;
use crate::operations;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "filter-invalid",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "indexes and tests follow the filter",
    options: &[],
    source: include_str!("filter_invalid.rs"),
    check: Check::Parameter(check),
};

fn check(ctx: &Context<'_>, it: &ParameterOf<'_>, out: &mut Report<'_>) {
    let Some(filter) = &it.parameter.filter else { return };
    if !filter.op.is_empty() && !Filter::OPS.contains(&filter.op.as_str()) {
        op(ctx, it, &filter.op, out);
    }
    let name = filter.field.split('.').next().unwrap_or_default();
    let Some(listed) = operations::listed(ctx, it.operation).filter(|_| !name.is_empty()) else { return };
    if operations::has_field(ctx, listed, name) == Some(false) {
        field(ctx, it, name, listed, out);
    }
}

fn op(ctx: &Context<'_>, it: &ParameterOf<'_>, op: &str, out: &mut Report<'_>) {
    let draft = out.at(place(ctx, it, "op"), it.parameter.field.meta.origin, format!("there is no filter `{op}`"));
    match names::nearest(op, Filter::OPS) {
        Some(near) => draft.about("op").help(format!("did you mean `{near}`?")),
        None => draft.about("op").help(format!("use one of {}", Filter::OPS.join(", "))),
    };
}

fn field(ctx: &Context<'_>, it: &ParameterOf<'_>, name: &str, listed: &Type, out: &mut Report<'_>) {
    let message = format!("`{}` has no field `{name}`", ctx.label(listed));
    let draft = out.at(place(ctx, it, "field"), it.parameter.field.meta.origin, message);
    match names::nearest(name, operations::field_names(ctx, listed)) {
        Some(near) => draft.about("field").help(format!("did you mean `{near}`?")),
        None => draft.about("field").help("name a field of what the operation lists"),
    };
}

fn place(ctx: &Context<'_>, it: &ParameterOf<'_>, key: &str) -> Place {
    let origin = it.parameter.field.meta.origin;
    let value = ctx.repository.node(origin).get("filter").and_then(|it| it.get(key));
    value.map_or_else(|| ctx.member(origin, "filter"), |it| ctx.repository.place(origin, it.span()))
}

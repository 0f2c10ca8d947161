//! ## What it does
//! Reports a list or map that a service sends and that may be absent.
//! Models that only come in, as in PATCH, are left alone.
//!
//! ## Why is this bad?
//! Nothing and none look different, and readers have to treat them alike.
//!
//! ## Origin
//! Zalando 124.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`
use apigen_model::{Field, Model, Named, Severity, Type};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "list-optional",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "absent and empty look different and mean the same",
    options: &[],
    source: include_str!("list_optional.rs"),
    check: Check::Model(check),
};

fn check(ctx: &Context<'_>, model: &Model, out: &mut Report<'_>) {
    let odd = |it: &&Field| !it.required && matches!(it.ty, Type::List(_) | Type::Map(_)) && it.default.is_none();
    let mut fields = model.fields.iter().filter(odd).peekable();
    if fields.peek().is_none() {
        return;
    }
    let directions = ctx.directions(Named::Model(model));
    if !directions.is_sent() {
        return;
    }
    for field in fields {
        let (origin, empty) = (field.meta.origin, if field.ty.is_list() { "[]" } else { "{}" });
        out.at(ctx.name(origin), origin, format!("`{}` may be absent as well as empty", field.name))
            .about(field.name.as_str())
            .help(format!("require it, or write `\"default\": {empty}`"));
    }
}

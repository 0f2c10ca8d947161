//! ## What it does
//! Reports a field that holds one value of a type and is called by the plural of that type: `users` of type `user`.
//!
//! ## Why is this bad?
//! The name promises a list, and code that is written from memory loops over one thing.
//!
//! ## Origin
//! Zalando 120, AIP 140, Zally `PluralizeNamesForArraysRule`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#names`
use apigen_model::{Severity, Type};

use crate::check::{Check, FieldOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "single-named-plural",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "the name promises a list",
    options: &[],
    source: include_str!("single_named_plural.rs"),
    check: Check::Field(check),
};

fn check(ctx: &Context<'_>, it: &FieldOf<'_>, out: &mut Report<'_>) {
    let Type::Named(id) = &it.field.ty else { return };
    let Some(named) = ctx.repository.named(*id) else { return };
    if it.field.name == *named.plural() && named.plural() != named.name() {
        let origin = it.field.meta.origin;
        out.at(ctx.name(origin), origin, format!("`{}` is one `{}`", it.field.name, named.name()))
            .about(it.field.name.as_str())
            .help(format!("call it `{}`, or make it a list", named.name()))
            .rename(named.name().as_str());
    }
}

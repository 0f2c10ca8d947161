//! ## What it does
//! Reports a resource that is a primitive, a list or a map.
//! A resource is the operations on one named type: a model, a union or an enum.
//!
//! ## Why is this bad?
//! The resource's type names the trait, the client and the default path, and types the variables of its paths.
//! A list or a primitive has neither a name nor fields.
//!
//! ## Origin
//! apibuilder V22.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`

use apigen_model::{Resource, Severity, Type};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "resource-type-invalid",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "the type names the resource and types its paths",
    options: &[],
    source: include_str!("resource_type_invalid.rs"),
    check: Check::Resource(check),
};

fn check(ctx: &Context<'_>, resource: &Resource, out: &mut Report<'_>) {
    if !matches!(resource.ty, Type::Primitive(_) | Type::List(_) | Type::Map(_)) {
        return;
    }
    let origin = resource.meta.origin;
    let place = ctx.repository.node(origin).key().map_or_else(|| ctx.member(origin, "type"), |_| ctx.name(origin));
    let draft = out.at(place, origin, format!("`{}` cannot be a resource", resource.name));
    match resource.ty.base() {
        Type::Primitive(_) => draft.help("declare a model for what the operations are about"),
        base => draft.help(format!("use `{}`; an operation says that it returns a list", ctx.label(base))),
    };
}

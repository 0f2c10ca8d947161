//! ## What it does
//! Reports a field, parameter, body, response or union member whose type is an interface.
//! Resources may be keyed by one.
//!
//! ## Why is this bad?
//! Nobody can build a value of an interface: it says which fields there are, and not which others.
//!
//! ## Origin
//! apibuilder V7.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#interfaces`

use apigen_model::{Named, Severity, Type, TypeKind};

use crate::check::{Check, Site, TypeUse};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "interface-used-as-type",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "nobody can build a value of an interface",
    options: &[],
    source: include_str!("interface_used_as_type.rs"),
    check: Check::TypeUse(check),
};

fn check(ctx: &Context<'_>, used: &TypeUse<'_>, out: &mut Report<'_>) {
    let is_value = matches!(used.site, Site::Field | Site::Parameter | Site::Body | Site::Response | Site::UnionType);
    let base = used.ty.base();
    if !is_value || ctx.repository.kind_of(base) != Some(TypeKind::Interface) || is_template(ctx, used) {
        return;
    }
    let name = ctx.label(base);
    out.at(ctx.member(used.origin, used.key), used.origin, format!("interface `{name}` is used as a type"))
        .about(name)
        .help("use a model that has its fields, or a union of such models");
}

/// Whether the place is part of a template, where the name stands for the type that uses the template.
fn is_template(ctx: &Context<'_>, used: &TypeUse<'_>) -> bool {
    let Type::Named(id) = used.ty.base() else { return false };
    let name = ctx.repository.named(*id).map(Named::name);
    id.definition == ctx.definition.id && ctx.definition.templates.models.iter().any(|it| Some(&it.name) == name)
}

//! ## What it does
//! Reports a type name that stands for nothing: no primitive, no type of this definition, no type of an import.
//! Types of this definition are written bare, those of others with their namespace and kind.
//!
//! ## Why is this bad?
//! Generators need the whole graph of types.
//!
//! ## Origin
//! apibuilder V6, V14, V22.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#types`

use apigen_model::{Primitive, Severity, Type, names};

use crate::check::{Check, TypeUse};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "type-not-found",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "generators need the whole graph of types",
    options: &[],
    source: include_str!("type_not_found.rs"),
    check: Check::TypeUse(check),
};

fn check(ctx: &Context<'_>, used: &TypeUse<'_>, out: &mut Report<'_>) {
    let Type::Unresolved(name) = used.ty.base() else { return };
    if name.is_empty() {
        return; // A missing or malformed type is reported where it was read.
    }
    let place = if used.key.is_empty() { ctx.name(used.origin) } else { ctx.member(used.origin, used.key) };
    let draft = out.at(place, used.origin, format!("there is no type `{name}`")).about(name.as_str());
    match suggestion(ctx, name) {
        Some(near) => draft.help(format!("did you mean `{near}`?")),
        None => draft.help("declare it, or import the definition that has it"),
    };
}

/// A type of an import by its bare name, else a near miss among primitives and the definition's own types.
fn suggestion(ctx: &Context<'_>, name: &str) -> Option<String> {
    let imported = ctx.repository.imported(ctx.definition.id).find_map(|it| ctx.repository.local(it.id, name));
    if let Some(id) = imported {
        return Some(ctx.repository.qualified_name(id));
    }
    let mut known: Vec<&str> = ctx.definition.types().map(|(_, named)| named.name().as_str()).collect();
    known.extend(Primitive::ALL.map(Primitive::name));
    names::nearest(name, known).map(str::to_owned)
}

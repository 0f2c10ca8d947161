//! ## What it does
//! Reports a default on a field or parameter whose type is a model, union or interface, and elements of such a type in
//! the default of a list or map.
//!
//! ## Why is this bad?
//! Only simple values can be filled in: no target can express the literal of a whole object.
//!
//! ## Origin
//! apibuilder V11.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`

use apigen_model::{Field, Json, Severity, TypeKind};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "default-on-model",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "only simple values can be filled in",
    options: &[],
    source: include_str!("default_on_model.rs"),
    check: Check::Slot(check),
};

fn check(ctx: &Context<'_>, slot: &Field, out: &mut Report<'_>) {
    let Some(default) = slot.default.as_deref() else { return };
    let base = slot.ty.base();
    let Some(kind) = ctx.repository.kind_of(base).filter(|it| *it != TypeKind::Enum) else { return };
    let is_collection = *base != slot.ty;
    if is_collection && is_empty(default) {
        return;
    }
    let origin = slot.meta.origin;
    let message = format!("`{}` is {} and has no default", ctx.label(base), kind.with_article());
    out.at(ctx.member(origin, "default"), origin, message)
        .help("remove it, and make the field optional if it may be absent");
}

/// Whether a default of a list or map has no elements, or is no list or map at all, which is another matter.
fn is_empty(default: &Json) -> bool {
    match default {
        Json::Array(all) => all.is_empty(),
        Json::Object(all) => all.is_empty(),
        Json::String(text) => Json::parse(text).is_none_or(|it| it.elements().is_empty() && it.members().is_empty()),
        _ => true,
    }
}

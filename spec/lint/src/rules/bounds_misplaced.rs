//! ## What it does
//! Reports `minimum` or `maximum` on a type that has neither size, length nor count: booleans, identifiers, dates,
//! JSON, enums, models, unions.
//! The fix removes it.
//!
//! ## Why is this bad?
//! The bound means nothing and nothing enforces it, yet it reads like a promise.
//!
//! ## Origin
//! apibuilder accepts it and ignores it.
//! Peers: vacuum `json-schema-type-constraint-compatible`, Redocly `no-schema-type-mismatch`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`

use apigen_model::{Field, Primitive, Safety, Severity, Type};
use apigen_syntax::edit::remove_member;

use crate::check::Check;
use crate::context::Context;
use crate::limits::{Limits, of};
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "bounds-misplaced",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "nothing enforces the bound",
    options: &[],
    source: include_str!("bounds_misplaced.rs"),
    check: Check::Slot(check),
};

fn check(ctx: &Context<'_>, slot: &Field, out: &mut Report<'_>) {
    for limits in of(slot).filter(|it| !has_extent(it.ty)) {
        let bounds = [("minimum", limits.minimum), ("maximum", limits.maximum)];
        for (key, _) in bounds.into_iter().filter(|(_, it)| it.is_some()) {
            report(ctx, slot, &limits, key, out);
        }
    }
}

/// Whether values have a size, a length or a count; a type that nobody knows may have one.
fn has_extent(ty: &Type) -> bool {
    match ty {
        Type::Primitive(it) => it.is_numeric() || *it == Primitive::String,
        Type::Named(_) => false,
        Type::List(_) | Type::Map(_) | Type::External(_) | Type::Unresolved(_) => true,
    }
}

fn report(ctx: &Context<'_>, slot: &Field, limits: &Limits<'_>, key: &str, out: &mut Report<'_>) {
    let Some(node) = limits.node(ctx, key) else { return };
    let origin = slot.meta.origin;
    let place = ctx.repository.place(origin, node.span());
    let draft = out
        .at(place, origin, format!("`{key}` means nothing for type `{}`", ctx.label(limits.ty)))
        .about(limits.argument(key))
        .help("remove it");
    if let Some(edits) = remove_member(node) {
        draft.fix(Safety::Safe, edits);
    }
}

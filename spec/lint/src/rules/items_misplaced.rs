//! ## What it does
//! Reports `items` on a field that is neither list nor map, and `unique_items` on one that is no list.
//!
//! ## Why is this bad?
//! They limit elements; without elements they mean nothing, and nothing enforces them.
//!
//! ## Origin
//! vacuum `json-schema-type-constraint-compatible`, Redocly `no-schema-type-mismatch`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`

use apigen_model::{Field, Safety, Severity, Type};
use apigen_syntax::edit::remove_member;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "items-misplaced",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "there are no elements to limit",
    options: &[],
    source: include_str!("items_misplaced.rs"),
    check: Check::Slot(check),
};

fn check(ctx: &Context<'_>, slot: &Field, out: &mut Report<'_>) {
    let Some(constraints) = slot.constraints.as_deref() else { return };
    let ty = &slot.ty;
    if matches!(ty, Type::List(_) | Type::External(_) | Type::Unresolved(_)) {
        return;
    }
    if constraints.items.is_some() && !matches!(ty, Type::Map(_)) {
        report(ctx, slot, "items", "neither list nor map", out);
    }
    if constraints.unique_items {
        report(ctx, slot, "unique_items", "no list", out);
    }
}

fn report(ctx: &Context<'_>, slot: &Field, key: &str, what: &str, out: &mut Report<'_>) {
    let origin = slot.meta.origin;
    let Some(node) = ctx.repository.node(origin).get(key) else { return };
    let place = ctx.repository.place(origin, node.key().unwrap_or(node).span());
    let draft = out
        .at(place, origin, format!("`{key}` on type `{}`, which is {what}", ctx.label(&slot.ty)))
        .about(key)
        .help("remove it, or make the type a list");
    if let Some(edits) = remove_member(node) {
        draft.fix(Safety::Unsafe, edits);
    }
}

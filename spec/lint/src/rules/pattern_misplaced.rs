//! ## What it does
//! Reports a `pattern` on a type that is no string, or a pattern of `items` whose elements are none.
//!
//! ## Why is this bad?
//! Only strings have text to match, so nothing enforces the pattern.
//!
//! ## Origin
//! vacuum `json-schema-type-constraint-compatible`, Redocly `no-schema-type-mismatch`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`

use apigen_model::{Field, Primitive, Safety, Severity, Type};
use apigen_syntax::edit::remove_member;

use crate::check::Check;
use crate::context::Context;
use crate::limits::{element, of};
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "pattern-misplaced",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "only strings have text to match",
    options: &[],
    source: include_str!("pattern_misplaced.rs"),
    check: Check::Slot(check),
};

fn check(ctx: &Context<'_>, slot: &Field, out: &mut Report<'_>) {
    for limits in of(slot).filter(|it| it.pattern.is_some() && !may_be_string(it.ty)) {
        let Some(node) = limits.node(ctx, "pattern") else { continue };
        let origin = slot.meta.origin;
        let message = format!("pattern on type `{}`, which is no string", ctx.label(limits.ty));
        let draft = out
            .at(ctx.repository.place(origin, node.span()), origin, message)
            .about(limits.argument("pattern"))
            .help(advice(limits.ty));
        if let Some(edits) = remove_member(node) {
            draft.fix(Safety::Unsafe, edits);
        }
    }
}

fn may_be_string(ty: &Type) -> bool {
    matches!(ty, Type::Primitive(Primitive::String) | Type::External(_) | Type::Unresolved(_))
}

fn advice(ty: &Type) -> &'static str {
    match element(ty) {
        Some(element) if may_be_string(element) => "put it under `items` to match each element",
        _ => "remove it, or make the type `string`",
    }
}

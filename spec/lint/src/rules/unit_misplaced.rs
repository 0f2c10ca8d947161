//! ## What it does
//! Reports a `unit` on a field that holds no numbers.
//!
//! ## Why is this bad?
//! A unit says what a number counts; on anything else it is a remark that no tool understands.
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
    id: "unit-misplaced",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "a unit says what a number counts",
    options: &[],
    source: include_str!("unit_misplaced.rs"),
    check: Check::Slot(check),
};

fn check(ctx: &Context<'_>, slot: &Field, out: &mut Report<'_>) {
    let Some(unit) = slot.details.as_ref().and_then(|it| it.unit.as_deref()) else { return };
    let may_count = match slot.ty.base() {
        Type::Primitive(it) => it.is_numeric(),
        Type::External(_) | Type::Unresolved(_) => true,
        _ => false,
    };
    if may_count {
        return;
    }
    let origin = slot.meta.origin;
    let message = format!("unit `{unit}` on type `{}`, which is no number", ctx.label(&slot.ty));
    let draft = out.at(ctx.member(origin, "unit"), origin, message).help("remove it, or make the type a number");
    let edits = ctx.repository.node(origin).get("unit").and_then(remove_member);
    if let Some(edits) = edits {
        draft.fix(Safety::Unsafe, edits);
    }
}

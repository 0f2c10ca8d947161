//! ## What it does
//! Reports a field `id`, `number` or `email` that is no `string`, and a field `guid` that is no `uuid`.
//! The attribute `linter` with `{"ignore": ["common_field_types"]}` on the model exempts its fields.
//!
//! ## Why is this bad?
//! Clients keep identifiers of all services in the same columns and maps; a number in one of them breaks them all.
//!
//! ## Origin
//! Flow rule 4 (`CommonFieldTypes`).
//! Peers: Zalando 174, Zally `CommonFieldTypesRule`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`

use apigen_model::{Primitive, Safety, Severity};
use apigen_syntax::quote;

use crate::check::{Check, FieldOf};
use crate::context::Context;
use crate::house;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "common-field-type",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "identifiers have one type in all services",
    options: &[],
    source: include_str!("common_field_type.rs"),
    check: Check::Field(check),
};

fn check(ctx: &Context<'_>, it: &FieldOf<'_>, out: &mut Report<'_>) {
    let common = match it.field.name.as_str() {
        "id" | "number" | "email" => Primitive::String,
        "guid" => Primitive::Uuid,
        _ => return,
    };
    let origin = it.field.meta.origin;
    if house::may_be(&it.field.ty, common) || house::ignores(it.owner.meta(), "common_field_types") {
        return;
    }
    let message = format!("`{}` is `{}` instead of `{common}`", it.field.name, ctx.label(&it.field.ty));
    out.at(ctx.member(origin, "type"), origin, message)
        .help(format!("make it `{common}`"))
        .fix(Safety::Unsafe, house::set_member(ctx, origin, "type", Some(&quote(common.name()))));
}

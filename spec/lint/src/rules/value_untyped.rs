//! ## What it does
//! Reports a field of type `json` or `object`, or a list or map of those, without a description.
//!
//! ## Why is this bad?
//! Everything is valid, so every reader checks for itself, each in another way.
//!
//! ## Origin
//! AIP 146, TypeSpec Azure `prevent-unknown`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#types`
use apigen_model::{Primitive, Severity, Type};

use crate::check::{Check, FieldOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "value-untyped",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "every reader checks for itself",
    options: &[],
    source: include_str!("value_untyped.rs"),
    check: Check::Field(check),
};

fn check(ctx: &Context<'_>, it: &FieldOf<'_>, out: &mut Report<'_>) {
    let field = it.field;
    let untyped = matches!(field.ty.base(), Type::Primitive(Primitive::Json | Primitive::Object));
    if !untyped || field.meta.description.is_some() {
        return;
    }
    let origin = field.meta.origin;
    let message = format!("nothing says what stands in `{}`", field.name);
    out.at(ctx.member(origin, "type"), origin, message)
        .about(field.name.as_str())
        .help("declare a model or union, or describe why anything may stand there");
}

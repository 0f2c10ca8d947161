//! ## What it does
//! Reports a field with a name that means the same everywhere and another primitive type than usual: `created_at`,
//! `updated_at`, `deleted_at` and `timestamp` are points in time; `email`, `etag`, `description`, `name` and `url` are
//! strings.
//! Types with a name of their own are fine, and a time as a text or number is another rule's.
//!
//! ## Why is this bad?
//! Code that is shared between services stops working at one of them.
//!
//! ## Options
//! `types`: further fields, each with its type
//!
//! ## Origin
//! Zalando 174 and 249, Zally `CommonFieldTypesRule`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`
use apigen_model::{Primitive, Severity, Type};

use crate::check::{Check, FieldOf};
use crate::context::Context;
use crate::house::substitute;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "well-known-field-mistyped",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "shared code stops working at this one",
    options: &[RuleOption { name: "types", kind: OptionKind::Table, help: "further fields, each with its type" }],
    source: include_str!("well_known_field_mistyped.rs"),
    check: Check::Field(check),
};

/// Names, and the primitive that each is everywhere.
const TYPES: [(&str, Primitive); 9] = [
    ("created_at", Primitive::DateTime),
    ("deleted_at", Primitive::DateTime),
    ("description", Primitive::String),
    ("email", Primitive::String),
    ("etag", Primitive::String),
    ("name", Primitive::String),
    ("timestamp", Primitive::DateTime),
    ("updated_at", Primitive::DateTime),
    ("url", Primitive::String),
];

fn check(ctx: &Context<'_>, it: &FieldOf<'_>, out: &mut Report<'_>) {
    let Type::Primitive(own) = it.field.ty else { return };
    let name = it.field.name.as_str();
    // A time as a text or number is reported as that.
    let is_time_as_text = |ty: Primitive| ty == Primitive::DateTime && (own == Primitive::String || own.is_numeric());
    let usual = TYPES.iter().find(|(known, ty)| *known == name && !is_time_as_text(*ty)).map(|(_, ty)| ty.name());
    let Some(wanted) = substitute(ctx.options, "types", name).or(usual).filter(|it| *it != own.name()) else { return };
    let origin = it.field.meta.origin;
    out.at(ctx.member(origin, "type"), origin, format!("`{name}` is a `{own}` here and a `{wanted}` elsewhere"))
        .about(name)
        .help(format!("make it a `{wanted}`, or give it another name"));
}

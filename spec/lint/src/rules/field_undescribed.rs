//! ## What it does
//! Reports a field without a description, unless something else says what it holds: a type with a name of its own, a
//! reference, an annotation, a unit, a pattern, an example, or a name that explains itself.
//! With the option, reports values of enums without a description as well.
//!
//! ## Why is this bad?
//! Callers find out by trying, and what they find becomes the contract.
//!
//! ## Options
//! `obvious`: further names that explain themselves
//! `enum_values`: whether values of enums need a description too
//!
//! ## Origin
//! Buf `COMMENT_FIELD`, `COMMENT_ENUM_VALUE`; AIP 192.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`
use apigen_model::{Enum, Field, Severity, Type};

use crate::check::{Check, FieldOf};
use crate::context::Context;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "field-undescribed",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "callers find out by trying",
    options: &[
        RuleOption { name: "obvious", kind: OptionKind::Texts, help: "further names that explain themselves" },
        RuleOption {
            name: "enum_values",
            kind: OptionKind::Flag,
            help: "whether values of enums need a description too",
        },
    ],
    source: include_str!("field_undescribed.rs"),
    check: Check::Each(&[Check::Field(field), Check::Enum(values)]),
};

/// Names that explain themselves wherever they stand.
const OBVIOUS: [&str; 26] = [
    "active",
    "amount",
    "code",
    "created_at",
    "currency",
    "description",
    "email",
    "enabled",
    "event_id",
    "guid",
    "height",
    "id",
    "key",
    "label",
    "length",
    "message",
    "messages",
    "name",
    "number",
    "quantity",
    "timestamp",
    "title",
    "type",
    "updated_at",
    "url",
    "width",
];

fn field(ctx: &Context<'_>, it: &FieldOf<'_>, out: &mut Report<'_>) {
    let field = it.field;
    if field.meta.description.is_some() || field.name.is_empty() || is_explained(field) {
        return;
    }
    let name = field.name.as_str();
    if OBVIOUS.contains(&name) || ctx.options.lists("obvious", name) {
        return;
    }
    let origin = field.meta.origin;
    out.at(ctx.name(origin), origin, format!("nothing says what field `{name}` holds"))
        .about(name)
        .help("describe it in one sentence");
}

/// Whether something but a description says what a field holds.
fn is_explained(field: &Field) -> bool {
    let type_has_a_name = !matches!(field.ty.base(), Type::Primitive(_));
    let details = field.details.as_deref();
    let details = details.is_some_and(|it| {
        it.example.is_some() || it.unit.is_some() || it.references.is_some() || !it.annotations.is_empty()
    });
    type_has_a_name || details || field.pattern().is_some()
}

fn values(ctx: &Context<'_>, it: &Enum, out: &mut Report<'_>) {
    if !ctx.options.is_on("enum_values") {
        return;
    }
    for value in it.values.iter().filter(|it| it.meta.description.is_none()) {
        let origin = value.meta.origin;
        out.at(ctx.name(origin), origin, format!("nothing says what value `{}` means", value.name))
            .about(value.name.as_str())
            .help("describe it in one sentence");
    }
}

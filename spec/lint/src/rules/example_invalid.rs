//! ## What it does
//! Reports an example that is no value of its type: no such number, date or identifier, no value of the enum, or
//! outside the bounds.
//! Several values with commas between them are fine; examples of lists, maps and models are left alone.
//!
//! ## Why is this bad?
//! People copy examples, and mocks answer with them.
//!
//! ## Origin
//! Smithy `Examples`, Fern's `valid-example` family, Redocly `no-invalid-media-type-examples`,
//! `no-invalid-schema-examples`; Spectral `oas3-valid-schema-example`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`
use std::cmp::Ordering;

use apigen_model::{Field, Primitive, Severity, Type};

use crate::check::Check;
use crate::context::Context;
use crate::literal::{compare, is_literal};
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "example-invalid",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "people copy it",
    options: &[],
    source: include_str!("example_invalid.rs"),
    check: Check::Slot(check),
};

fn check(ctx: &Context<'_>, slot: &Field, out: &mut Report<'_>) {
    let Some(example) = slot.example() else { return };
    let Some(fault) = fault(ctx, slot, example) else { return };
    let origin = slot.meta.origin;
    let message = format!("example `{}` {fault}", example.chars().take(60).collect::<String>());
    out.at(ctx.member(origin, "example"), origin, message).help("give a value that the service would accept");
}

/// What is wrong with an example, in words that follow it.
fn fault(ctx: &Context<'_>, slot: &Field, example: &str) -> Option<String> {
    match &slot.ty {
        Type::Primitive(Primitive::Json | Primitive::Object | Primitive::Unit) => None,
        Type::Primitive(it) if !several(*it, example).all(|text| is_literal(*it, text)) => {
            Some(format!("is not of type `{it}`"))
        }
        Type::Primitive(it) => out_of_bounds(slot, *it, example),
        ty => {
            let values = &ctx.repository.enum_of(ty)?.values;
            let is_value = |text: &str| values.iter().any(|it| it.name == text || it.wire() == text);
            // Several values, as people write when any of them will do.
            let known = example.split(',').all(|it| is_value(it.trim()));
            (!known && !values.is_empty()).then(|| format!("is no value of enum `{}`", ctx.label(ty)))
        }
    }
}

/// The values of an example: people write several with commas between them. A text is one, whatever is in it.
fn several(primitive: Primitive, example: &str) -> impl Iterator<Item = &str> {
    let mark = if primitive == Primitive::String { '\n' } else { ',' };
    example.split(mark).map(move |it| if primitive == Primitive::String { it } else { it.trim() })
}

fn out_of_bounds(slot: &Field, primitive: Primitive, example: &str) -> Option<String> {
    let against = |bound: i64| match primitive {
        Primitive::String => Some(i64::try_from(example.chars().count()).unwrap_or(i64::MAX).cmp(&bound)),
        it if it.is_numeric() => compare(example, bound),
        _ => None,
    };
    let what = if primitive == Primitive::String { "length " } else { "" };
    let small = slot.minimum().filter(|it| against(*it) == Some(Ordering::Less));
    let large = slot.maximum().filter(|it| against(*it) == Some(Ordering::Greater));
    let below = small.map(|it| format!("is below the minimum {what}{it}"));
    below.or_else(|| large.map(|it| format!("is above the maximum {what}{it}")))
}

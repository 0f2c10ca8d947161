//! ## What it does
//! Reports a field of type `long` that the service sends and whose bounds do not keep it within 2^53, the last whole
//! number that every JSON reader tells apart from its neighbours.
//!
//! ## Why is this bad?
//! JavaScript reads numbers as floats: 9007199254740993 arrives as 9007199254740992, and nobody notices.
//!
//! ## Origin
//! Conjure `safelong`, TypeSpec `safeint`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`
use apigen_model::{Field, Model, Named, Primitive, Severity, Type};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "long-beyond-double",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "JavaScript rounds larger numbers",
    options: &[],
    source: include_str!("long_beyond_double.rs"),
    check: Check::Model(check),
};

/// The largest whole number below which a float misses none.
const SAFE: i64 = (1 << 53) - 1;

fn check(ctx: &Context<'_>, model: &Model, out: &mut Report<'_>) {
    let long = |it: &&Field| *it.ty.base() == Type::Primitive(Primitive::Long);
    let mut fields = model.fields.iter().filter(long).peekable();
    if fields.peek().is_none() || !is_sent(ctx, model) {
        return;
    }
    for field in fields.filter(|it| !is_safe(it)) {
        let origin = field.meta.origin;
        out.at(ctx.member(origin, "type"), origin, format!("`{}` may be larger than 2^53", field.name))
            .about(field.name.as_str())
            .help("state a `maximum`, or make it a string");
    }
}

fn is_sent(ctx: &Context<'_>, model: &Model) -> bool {
    let directions = ctx.directions(Named::Model(model));
    directions.is_sent()
}

fn is_safe(field: &Field) -> bool {
    let items = field.constraints.as_deref().and_then(|it| it.items.as_ref());
    let (minimum, maximum) = match &field.ty {
        Type::Primitive(_) => (field.minimum(), field.maximum()),
        _ => (items.and_then(|it| it.minimum), items.and_then(|it| it.maximum)),
    };
    maximum.is_some_and(|it| it <= SAFE) && minimum.is_none_or(|it| it >= -SAFE)
}

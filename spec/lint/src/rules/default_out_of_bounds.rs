//! ## What it does
//! Reports a default that its own `minimum` or `maximum` forbids: the size of a number, the length of a string, the
//! count of a list or map, and the same of elements.
//!
//! ## Why is this bad?
//! A value that is filled in would be refused if somebody sent it.
//!
//! ## Origin
//! apibuilder V10 for numbers of fields; here also strings, collections and parameters.
//! Peers: Smithy `DefaultTrait`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`

use std::borrow::Cow;
use std::cmp::Ordering;

use apigen_model::{Field, Json, Primitive, Severity, Type};

use crate::check::Check;
use crate::context::Context;
use crate::limits::{Limits, of};
use crate::literal::compare;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "default-out-of-bounds",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a value that is filled in would be refused",
    options: &[],
    source: include_str!("default_out_of_bounds.rs"),
    check: Check::Slot(check),
};

fn check(ctx: &Context<'_>, slot: &Field, out: &mut Report<'_>) {
    let Some(default) = slot.default.as_deref().filter(|_| slot.constraints.is_some()) else { return };
    let whole = read(&slot.ty, default);
    let mut all = of(slot);
    if let Some(limits) = all.next() {
        judge(ctx, slot, &limits, &whole, out);
    }
    if let Some(limits) = all.next() {
        let elements = whole.elements().iter().chain(whole.members().iter().map(|(_, it)| it));
        elements.for_each(|it| judge(ctx, slot, &limits, it, out));
    }
}

/// The value that a default says; that of a list or map may be its text.
fn read<'a>(ty: &Type, default: &'a Json) -> Cow<'a, Json> {
    let text = default.as_str().filter(|_| matches!(ty, Type::List(_) | Type::Map(_)));
    text.and_then(Json::parse).map_or(Cow::Borrowed(default), Cow::Owned)
}

fn judge(ctx: &Context<'_>, slot: &Field, limits: &Limits<'_>, value: &Json, out: &mut Report<'_>) {
    if limits.are_reversed() {
        return; // No default could be right.
    }
    let against = |bound: Option<i64>| measure(limits.ty, value, bound?);
    if against(limits.minimum) == Some(Ordering::Less) {
        report(ctx, slot, limits, value, ("minimum", limits.minimum), out);
    } else if against(limits.maximum) == Some(Ordering::Greater) {
        report(ctx, slot, limits, value, ("maximum", limits.maximum), out);
    }
}

/// How the extent of a value compares with a bound; `None` when it has none, or is no value of the type.
fn measure(ty: &Type, value: &Json, bound: i64) -> Option<Ordering> {
    let count = match (ty, value) {
        (Type::Primitive(it), _) if it.is_numeric() => return compare(&value.plain_text(), bound),
        (Type::Primitive(Primitive::String), it) => it.plain_text().chars().count(),
        (Type::List(_), Json::Array(all)) => all.len(),
        (Type::Map(_), Json::Object(all)) => all.len(),
        _ => return None,
    };
    i64::try_from(count).ok().map(|it| it.cmp(&bound))
}

fn report(
    ctx: &Context<'_>,
    slot: &Field,
    limits: &Limits<'_>,
    value: &Json,
    (key, bound): (&str, Option<i64>),
    out: &mut Report<'_>,
) {
    let origin = slot.meta.origin;
    let message = format!("default {} {key} {}", words(limits.ty, value, key), bound.unwrap_or_default());
    let draft = out.at(ctx.member(origin, "default"), origin, message).about(limits.argument(key));
    if let Some(node) = limits.node(ctx, key) {
        draft.related(ctx.repository.place(origin, node.span()), format!("the {key}"));
    }
    draft.help("change the default or the bound");
}

fn words(ty: &Type, value: &Json, key: &str) -> String {
    let (less, more) = match ty {
        Type::List(_) | Type::Map(_) => {
            return (if key == "minimum" { "has fewer elements than" } else { "has more elements than" }).to_owned();
        }
        Type::Primitive(Primitive::String) => ("shorter", "longer"),
        _ => ("less", "greater"),
    };
    format!("`{}` is {} than", value.plain_text(), if key == "minimum" { less } else { more })
}

//! ## What it does
//! Reports limits that no value meets: a negative `maximum` of a length or count, and a pattern whose shortest match is
//! longer than the `maximum` or whose longest match is shorter than the `minimum`.
//! Bounds that are the wrong way round are reported as that.
//!
//! ## Why is this bad?
//! No request with the field can be valid, and mocks cannot answer.
//!
//! ## Origin
//! Redocly `no-mixed-number-range-constraints`, Buf `PROTOVALIDATE`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`
use apigen_model::{Field, Primitive, Severity, Type};

use crate::check::Check;
use crate::context::Context;
use crate::limits::{Limits, of};
use crate::patterns::Patterns;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "constraints-contradictory",
    severity: Severity::Error,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "no value meets all of them",
    options: &[],
    source: include_str!("constraints_contradictory.rs"),
    check: Check::Slot(check),
};

fn check(ctx: &Context<'_>, slot: &Field, out: &mut Report<'_>) {
    for limits in of(slot).filter(|it| !it.are_reversed()) {
        if let Some((key, message)) = fault(&limits, ctx.patterns) {
            let Some(node) = limits.node(ctx, key) else { continue };
            let origin = slot.meta.origin;
            out.at(ctx.repository.place(origin, node.span()), origin, message)
                .about(limits.argument(key))
                .help("change one of the limits");
        }
    }
}

/// The limit that cannot be met, and why.
fn fault(limits: &Limits<'_>, patterns: &Patterns) -> Option<(&'static str, String)> {
    let counts = matches!(limits.ty, Type::List(_) | Type::Map(_) | Type::Primitive(Primitive::String));
    if let Some(maximum) = limits.maximum.filter(|it| counts && *it < 0) {
        return Some(("maximum", format!("nothing has a size of {maximum} or less")));
    }
    let (minimum, maximum) = (limits.minimum, limits.maximum);
    let pattern = limits.pattern.filter(|_| minimum.is_some() || maximum.is_some())?;
    if !limits.ty.is(Primitive::String) {
        return None;
    }
    let parsed = patterns.parsed(pattern);
    let parsed = parsed.as_ref().as_ref().ok()?;
    let lengths = parsed.properties();
    // Lengths are of UTF-8: a text of n characters has at least n bytes, and at most four times as many.
    let shortest = i64::try_from(lengths.minimum_len()?).ok()?;
    if let Some(maximum) = maximum
        .filter(|it| shortest > it.saturating_mul(4) || (pattern.is_ascii() && is_ascii(parsed) && shortest > *it))
    {
        return Some(("pattern", format!("no text of up to {maximum} characters matches")));
    }
    let whole = pattern.starts_with('^') && pattern.ends_with('$');
    let longest = lengths.maximum_len().and_then(|it| i64::try_from(it).ok()).filter(|_| whole)?;
    let minimum = minimum.filter(|it| longest < *it)?;
    Some(("pattern", format!("no text of at least {minimum} characters matches")))
}

/// Whether all matches consist of characters of one byte each.
fn is_ascii(parsed: &regex_syntax::hir::Hir) -> bool {
    use regex_syntax::hir::{Class, HirKind};
    match parsed.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(it) => it.0.is_ascii(),
        HirKind::Class(Class::Unicode(it)) => it.is_ascii(),
        HirKind::Class(Class::Bytes(it)) => it.is_ascii(),
        HirKind::Repetition(it) => is_ascii(&it.sub),
        HirKind::Capture(it) => is_ascii(&it.sub),
        HirKind::Concat(all) | HirKind::Alternation(all) => all.iter().all(is_ascii),
    }
}

//! ## What it does
//! Reports two values of an enum that are written as the same text. Upper and lower case differ here: `m` and `M`
//! are two texts.
//!
//! ## Why is this bad?
//! A reader finds the text and cannot say which of the two values it is.
//!
//! ## Origin
//! apibuilder V4, without its comparison that ignores case.
//! Peers: Redocly `no-duplicated-enum-values`, Buf `ENUM_NO_ALLOW_ALIAS`, Spectral `duplicated-entry-in-enum`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#enums`

use apigen_model::{Enum, EnumValue, Severity};
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-enum-wire-value",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a reader cannot tell the two apart",
    options: &[],
    source: include_str!("duplicate_enum_wire_value.rs"),
    check: Check::Enum(check),
};

fn check(ctx: &Context<'_>, it: &Enum, out: &mut Report<'_>) {
    if it.values.iter().all(|it| it.value.is_none()) {
        return; // Then two texts are the same only if the names are.
    }
    let mut known: FxHashMap<&str, &EnumValue> = FxHashMap::default();
    for value in it.values.iter().filter(|it| !it.wire().is_empty()) {
        let first = *known.entry(value.wire()).or_insert(value);
        let is_other = !std::ptr::eq(first, value);
        if is_other && (first.value.is_some() || value.value.is_some()) {
            report(ctx, first, value, out);
        }
    }
}

fn report(ctx: &Context<'_>, first: &EnumValue, second: &EnumValue, out: &mut Report<'_>) {
    let (origin, wire) = (second.meta.origin, second.wire());
    let message = format!("value `{}` is written as `{wire}`, and so is `{}`", second.name, first.name);
    out.at(ctx.member(origin, "value"), origin, message)
        .about(wire)
        .related(ctx.member(first.meta.origin, "value"), "the first value of this text")
        .help("give it another text, or remove it");
}

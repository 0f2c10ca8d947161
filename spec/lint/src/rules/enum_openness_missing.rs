//! ## What it does
//! Reports an enum that the service sends and that does not say whether it may grow.
//! The fix writes `"open": false`, which is what its absence means.
//!
//! ## Why is this bad?
//! Readers write code for the values of today; whether it survives a new one is decided on the first day, knowingly or
//! not.
//!
//! ## Origin
//! Zalando 112, oasdiff `x-extensible-enum`, Zally `ExtensibleEnumRule`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#enums`
use apigen_model::{Enum, Named, Safety, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "enum-openness-missing",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "readers need to know whether values may be added",
    options: &[],
    source: include_str!("enum_openness_missing.rs"),
    check: Check::Enum(check),
};

fn check(ctx: &Context<'_>, it: &Enum, out: &mut Report<'_>) {
    let origin = it.meta.origin;
    let directions = ctx.directions(Named::Enum(it));
    let is_sent = directions.is_sent();
    if is_sent && !it.open_declared {
        out.at(ctx.name(origin), origin, format!("enum `{}` does not say whether it may grow", it.name))
            .help("write `\"open\": true` if values may be added, and `\"open\": false` if never")
            .fix(Safety::Safe, ctx.set(origin, "open", "false"));
    }
}

//! ## What it does
//! Reports a union that the service sends and that does not say whether it may grow.
//! The fix writes `"open": false`, which is what its absence means.
//!
//! ## Why is this bad?
//! Readers write code for the members of today; whether it survives a new one is decided on the first day, knowingly or
//! not.
//!
//! ## Origin
//! Smithy open unions, Zalando 112.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#unions`
use apigen_model::{Named, Safety, Severity, Union};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "union-openness-missing",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "readers need to know whether members may be added",
    options: &[],
    source: include_str!("union_openness_missing.rs"),
    check: Check::Union(check),
};

fn check(ctx: &Context<'_>, it: &Union, out: &mut Report<'_>) {
    let origin = it.meta.origin;
    let directions = ctx.directions(Named::Union(it));
    let is_sent = directions.is_sent();
    if is_sent && !it.open_declared {
        out.at(ctx.name(origin), origin, format!("union `{}` does not say whether it may grow", it.name))
            .help("write `\"open\": true` if members may be added, and `\"open\": false` if never")
            .fix(Safety::Safe, ctx.set(origin, "open", "false"));
    }
}

//! ## What it does
//! Reports a `minimum` that is greater than the `maximum`, of a field, parameter, or the elements of a list or map.
//!
//! ## Why is this bad?
//! No value satisfies both, so the field can never be filled.
//!
//! ## Origin
//! apibuilder V10, also for parameters.
//! Peers: Redocly `no-mixed-number-range-constraints`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`

use apigen_model::{Field, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::limits::{Limits, of};
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "bounds-reversed",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "no value satisfies both",
    options: &[],
    source: include_str!("bounds_reversed.rs"),
    check: Check::Slot(check),
};

fn check(ctx: &Context<'_>, slot: &Field, out: &mut Report<'_>) {
    for limits in of(slot).filter(Limits::are_reversed) {
        let (Some(minimum), Some(maximum)) = (limits.minimum, limits.maximum) else { continue };
        let origin = slot.meta.origin;
        let place = |key: &str| {
            limits.node(ctx, key).map_or_else(|| ctx.name(origin), |it| ctx.repository.place(origin, it.span()))
        };
        out.at(place("minimum"), origin, format!("minimum {minimum} is greater than maximum {maximum}"))
            .about(limits.argument("minimum"))
            .related(place("maximum"), "the maximum")
            .help("swap them, or correct one");
    }
}

//! ## What it does
//! A query parameter that the definition does not have is refused.
//!
//! ## Why is this bad?
//! A filter that is misspelt is no filter.
//!
//! ## Licence
//! The parameters of the operation, and a 400 or 422 to refuse with. Servers may be tolerant by choice, so it counts
//! where reads of the same service are strict; those that take query parameters say nothing of those that take none.
use apigen_model::{Location, Severity};

use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};
use crate::{Call, Law};

pub(crate) static LAW: Law = Law {
    code: "unknown-parameter-refused",
    severity: Severity::Error,
    since: "0.1.0",
    why: "a filter that is misspelt is no filter",
    licence: Licence::Custom,
    source: include_str!("unknown_parameter_refused.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    if view.seen.intent != Intent::UnknownParameter {
        return;
    }
    let takes_any = view.call().is_some_and(|it| it.parameters(Location::Query).next().is_some());
    out.among(if takes_any { "with parameters" } else { "without parameters" });
    let may_refuse = view.call().is_some_and(|it| it.declares(400) || it.declares(422));
    match view.status() {
        200..=399 if may_refuse => {
            out.broken("query", "4xx, since there is no such parameter", view.status().to_string());
        }
        // A write may also be refused for the state that its object is in.
        400 | 422 if view.call().is_some_and(Call::is_safe) => out.held(),
        _ => {}
    }
}

//! ## What it does
//! A body that is no JSON is refused with a status of 4xx.
//!
//! ## Why is this bad?
//! The service has acted on something that nobody said.
//!
//! ## Licence
//! An operation with a body.
use apigen_model::Severity;

use crate::Law;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "malformed-refused",
    severity: Severity::Error,
    since: "0.1.0",
    why: "the service has acted on what nobody said",
    licence: Licence::Definition,
    source: include_str!("malformed_refused.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    if view.seen.intent != Intent::Malformed {
        return;
    }
    match view.status() {
        200..=399 => out.broken("body", "4xx, since the body is no JSON", view.status().to_string()),
        400..=499 => out.held(),
        _ => {}
    }
}

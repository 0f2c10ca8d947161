//! ## What it does
//! A value that names an object of the same service which does not exist is refused.
//!
//! ## Why is this bad?
//! What is stored leads nowhere.
//!
//! ## Licence
//! `references` of a field, to objects that the same service makes.
use apigen_model::Severity;

use crate::Law;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "references-lead-somewhere",
    severity: Severity::Error,
    since: "0.1.0",
    why: "what is stored leads nowhere",
    licence: Licence::Definition,
    source: include_str!("references_lead_somewhere.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let Intent::Dangling { place } = &view.seen.intent else { return };
    match view.status() {
        200..=399 => out.broken(place, "4xx, since there is no such object", view.status().to_string()),
        400..=499 => out.held(),
        _ => {}
    }
}

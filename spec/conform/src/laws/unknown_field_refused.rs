//! ## What it does
//! A body with a field that the definition does not have is refused.
//!
//! ## Why is this bad?
//! What is misspelt is silently left out.
//!
//! ## Licence
//! The model of the body. Readers may be tolerant by choice, so it counts where others of the same service are
//! strict.
use apigen_model::Severity;

use crate::Law;
use crate::check::Rule;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "unknown-field-refused",
    severity: Severity::Error,
    since: "0.1.0",
    why: "what is misspelt is silently left out",
    licence: Licence::Custom,
    source: include_str!("unknown_field_refused.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let Intent::Flawed { place, rule: Rule::UnknownField } = &view.seen.intent else { return };
    match view.status() {
        200..=399 => out.broken(place, "4xx, since there is no such field", view.status().to_string()),
        400 | 422 => out.held(),
        _ => {}
    }
}

//! ## What it does
//! A request with a value that the definition forbids is refused, with a status of 4xx.
//!
//! ## Why is this bad?
//! What nobody allowed is stored, and every reader has to expect it from then on.
//!
//! ## Licence
//! Types and constraints of the body and the parameters. Every request has one flaw, and differs in nothing else
//! from one that is valid.
use apigen_model::Severity;

use crate::Law;
use crate::check::Rule;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "invalid-refused",
    severity: Severity::Error,
    since: "0.1.0",
    why: "what nobody allowed is stored",
    licence: Licence::Definition,
    source: include_str!("invalid_refused.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let Intent::Flawed { place, rule } = &view.seen.intent else { return };
    if *rule == Rule::UnknownField {
        return;
    }
    let expected = format!("4xx, since the value breaks `{}`", rule.as_str());
    match view.status() {
        200..=399 => out.broken(format!("{place} {}", rule.as_str()), expected, view.status().to_string()),
        400..=499 => out.held(),
        _ => {}
    }
}

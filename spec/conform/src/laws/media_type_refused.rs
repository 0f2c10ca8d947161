//! ## What it does
//! A body that is called something else than JSON is refused.
//!
//! ## Why is this bad?
//! Browsers send such bodies across sites without asking first.
//!
//! ## Licence
//! An operation with a body. Services that take every media type do so everywhere, so it counts where others of the
//! same service are strict.
use apigen_model::Severity;

use crate::Law;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "media-type-refused",
    severity: Severity::Error,
    since: "0.1.0",
    why: "browsers send such bodies across sites without asking",
    licence: Licence::Custom,
    source: include_str!("media_type_refused.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    if view.seen.intent != Intent::MediaType {
        return;
    }
    match view.status() {
        200..=399 => out.broken("content-type", "415", view.status().to_string()),
        400 | 415 | 422 => out.held(),
        _ => {}
    }
}

//! ## What it does
//! A write that names a version which the object does not have is refused.
//!
//! ## Why is this bad?
//! Whoever writes last wins, and does not know it.
//!
//! ## Licence
//! A header parameter `If-Match`, and a declared 412: the `ETag` that the object had before it was changed, or where
//! none is told one that it never had.
use apigen_model::Severity;

use crate::Law;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "stale-write-refused",
    severity: Severity::Error,
    since: "0.1.0",
    why: "whoever writes last wins, and does not know it",
    licence: Licence::Definition,
    source: include_str!("stale_write_refused.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    if view.seen.intent == Intent::Stale {
        out.judge(!view.seen.answer.is_success(), "if-match", "412", || view.status().to_string());
    }
}

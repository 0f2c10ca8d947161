//! ## What it does
//! A page after the last one is empty.
//!
//! ## Why is this bad?
//! Whoever walks through all pages never ends, or fails at the end.
//!
//! ## Licence
//! A list with `limit` and `offset`.
use apigen_model::Severity;

use crate::Law;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "past-the-end-empty",
    severity: Severity::Error,
    since: "0.1.0",
    why: "whoever walks through all pages never ends",
    licence: Licence::Definition,
    source: include_str!("past_the_end_empty.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    if view.seen.intent != Intent::PastTheEnd || !matches!(view.status(), 200..=299) {
        return;
    }
    let count = view.body().map_or(0, |it| it.elements().len());
    out.judge(count == 0, "offset", "an empty page", || format!("{count} elements"));
}

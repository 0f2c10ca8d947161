//! ## What it does
//! An event comes within the time that its operation promises. The fastest of several events counts, since whoever
//! listens may be slow at times.
//!
//! ## Why is this bad?
//! Copies are behind for longer than those who read them have been told.
//!
//! ## Licence
//! `within_ms` of the operation's `emits`, from the answer to the write on.
use apigen_model::Severity;

use crate::Law;
use crate::law::{Check, Licence, Out};
use crate::told::Told;

pub(crate) static LAW: Law = Law {
    code: "event-in-time",
    severity: Severity::Error,
    since: "0.1.0",
    why: "copies are behind for longer than promised",
    licence: Licence::Definition,
    source: include_str!("event_in_time.rs"),
    check: Check::Event(check),
};

fn check(told: &Told<'_>, out: &mut Out) {
    let Some((delay, due)) = told.delay.zip(told.due) else { return };
    let Some(within) = due.within else { return };
    let expected = format!("within {} ms", within.as_millis());
    let place = due.kind.as_deref().unwrap_or_default();
    out.judge(delay <= within, place, &expected, || format!("after {} ms", delay.as_millis()));
}

//! ## What it does
//! Events of one key come in the order of the writes that caused them.
//!
//! ## Why is this bad?
//! Whoever keeps a copy ends with an old state.
//!
//! ## Licence
//! The `key` of the stream, which orders events; writes of this run come one after the other.
use apigen_model::Severity;

use crate::Law;
use crate::check::short;
use crate::law::{Check, Licence, Out};
use crate::told::Told;

pub(crate) static LAW: Law = Law {
    code: "events-in-order",
    severity: Severity::Error,
    since: "0.1.0",
    why: "copies end with an old state",
    licence: Licence::Definition,
    source: include_str!("events_in_order.rs"),
    check: Check::Event(check),
};

fn check(told: &Told<'_>, out: &mut Out) {
    let Some((event, _)) = told.event.zip(told.due) else { return };
    let actual = || format!("it came after an event of a later write: {}", short(&event.payload.to_string()));
    out.judge(!told.is_late, "", "the event before those of later writes", actual);
}

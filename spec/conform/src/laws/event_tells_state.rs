//! ## What it does
//! An event that holds an object holds what the write has shown of it.
//!
//! ## Why is this bad?
//! Copies differ from what callers see.
//!
//! ## Licence
//! A field of the event whose type is the object's; compared with the answer, or with what was sent where the answer
//! does not show the object. Fields that the service sets itself are left out, but for a `version`.
use apigen_model::Severity;

use crate::Law;
use crate::law::{Check, Licence, Out};
use crate::told::Told;

pub(crate) static LAW: Law = Law {
    code: "event-tells-state",
    severity: Severity::Error,
    since: "0.1.0",
    why: "copies differ from what callers see",
    licence: Licence::Definition,
    source: include_str!("event_tells_state.rs"),
    check: Check::Event(check),
};

fn check(told: &Told<'_>, out: &mut Out) {
    let Some((due, event)) = told.due.zip(told.event) else { return };
    let found = due.differences(told.service, event);
    if found.is_empty() {
        out.held();
    }
    for it in found {
        out.broken(it.pointer, it.expected, it.actual);
    }
}

//! ## What it does
//! What is published is what the definition says: the fields of its kind of event, and their types.
//!
//! ## Why is this bad?
//! Consumers park the event, and with it everything that follows of its key.
//!
//! ## Licence
//! The type of the stream, for every event that is published during the run.
use apigen_model::Severity;

use crate::Law;
use crate::check::{EventFault, faults_of_event};
use crate::law::{Check, Licence, Out};
use crate::told::Told;

pub(crate) static LAW: Law = Law {
    code: "event-as-declared",
    severity: Severity::Error,
    since: "0.1.0",
    why: "consumers cannot read the event",
    licence: Licence::Definition,
    source: include_str!("event_as_declared.rs"),
    check: Check::Event(check),
};

fn check(told: &Told<'_>, out: &mut Out) {
    let Some(event) = told.event else { return };
    let payload = event.payload.to_string();
    let faults = faults_of_event(told.service.repository, told.stream, None, payload.as_bytes());
    let mut is_sound = true;
    for fault in faults {
        if let EventFault::Payload(it) = fault {
            is_sound = false;
            out.broken(it.pointer, it.expected, it.actual);
        }
    }
    if is_sound {
        out.held();
    }
}
